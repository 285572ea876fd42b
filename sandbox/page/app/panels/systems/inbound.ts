/** What to paste into a terminal to send something in as the sandbox's hook: once, and then each line. */
export function inboundLines(
  { id, secret }: { id: string; secret: string },
  latchkeyUrl: string,
  product: string,
  person: string,
): { name: string; line: string }[] {
  const prepare = `send() {
  body="{\\"type\\":\\"$1\\",\\"timestamp\\":\\"$(date -u +%Y-%m-%dT%H:%M:%SZ)\\",\\"data\\":$2}"
  id="msg_$(openssl rand -hex 12)" at=$(date +%s)
  key=$(printf %s '${secret.replace(/^whsec_/, '')}' | openssl base64 -d -A | od -An -v -tx1 | tr -d ' \\n')
  signature=$(printf %s "$id.$at.$body" | openssl dgst -sha256 -mac HMAC -macopt "hexkey:$key" -binary | openssl base64 -A)
  curl -sS '${latchkeyUrl}/webhooks/inbound/${id}' -H 'content-type: application/json' \\
    -H "webhook-id: $id" -H "webhook-timestamp: $at" -H "webhook-signature: v1,$signature" -d "$body"; echo
}`;
  const request = { person, entitlement: `console:${product}`, duration: '2h', reason: 'on call' };
  return [
    { name: 'First, once: how to sign', line: prepare },
    { name: 'Request access for somebody', line: `send access.request '${JSON.stringify(request)}'` },
    { name: 'Bind a ticket to an access', line: `send ticket.bind '{"access":"ID","ticket":"OPS-7"}'` },
    { name: 'Close the ticket: the access ends', line: `send ticket.closed '{"ticket":"OPS-7"}'` },
    {
      name: 'Report who administers the product',
      line: `send product.administrators "{\\"product\\":\\"${product}\\",\\"asOf\\":\\"$(date -u +%Y-%m-%dT%H:%M:%SZ)\\",\\"administrators\\":[\\"${person}\\"]}"`,
    },
  ];
}
