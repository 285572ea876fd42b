import { createHmac } from 'node:crypto';

/** A request as Slack signs it (version v0), ready to be sent once or again. */
export interface SignedRequest {
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** @param agedSeconds how long ago it was signed */
export function sign(fields: Readonly<Record<string, string>>, secret: string, agedSeconds = 0): SignedRequest {
  const body = new URLSearchParams(fields).toString();
  const timestamp = Math.floor(Date.now() / 1000) - agedSeconds;
  const digest = createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex');
  return {
    body,
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'x-slack-request-timestamp': String(timestamp),
      'x-slack-signature': `v0=${digest}`,
    },
  };
}

/** Sends it to the app; its status, and its answer where that is JSON. */
export async function send(
  eventsUrl: string,
  { body, headers }: SignedRequest,
): Promise<{ readonly status: number; readonly answer: Readonly<Record<string, unknown>> }> {
  const response = await fetch(eventsUrl, { method: 'POST', headers, body });
  const text = await response.text();
  return { status: response.status, answer: text.startsWith('{') ? (JSON.parse(text) as Record<string, unknown>) : {} };
}
