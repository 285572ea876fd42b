import { Webhook } from 'standardwebhooks';

/**
 * The headers of one attempt by the Standard Webhooks specification: the id stays the same for all attempts, the time is the
 * attempt's (ms), and each secret (`whsec_…`) signs, so that a receiver verifies with either while one is rotated.
 */
export function signedHeaders(
  secrets: readonly string[],
  id: string,
  at: number,
  body: string,
): Readonly<Record<'webhook-id' | 'webhook-timestamp' | 'webhook-signature', string>> {
  if (secrets.length === 0) throw new Error('A delivery can’t be signed without a secret');
  const time = new Date(at);
  return {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at / 1_000)),
    'webhook-signature': secrets.map((secret) => new Webhook(secret).sign(id, time, body)).join(' '),
  };
}
