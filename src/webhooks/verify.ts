import { timingSafeEqual } from 'node:crypto';
import { Webhook } from 'standardwebhooks';

/** How far a delivery's time may be off, in ms (Standard Webhooks, DESIGN §8). */
const toleranceMs = 5 * 60_000;
/** The longest id of a delivery, in characters, and the most signatures that are looked at. */
const longestId = 256;
const mostSignatures = 20;

/** The headers of a delivery by the Standard Webhooks specification. */
export interface DeliveryHeaders {
  readonly id: string | undefined;
  /** Seconds since the epoch. */
  readonly timestamp: string | undefined;
  readonly signature: string | undefined;
}

/**
 * The id of a delivery that one of these secrets (`whsec_…`) signed within five minutes of `now` (ms); null: it isn't one.
 * Every signature is compared with every secret's in constant time, so that the time tells nothing of either.
 */
export function verifiedId(
  secrets: readonly string[],
  { id = '', timestamp = '', signature = '' }: DeliveryHeaders,
  body: Uint8Array,
  now: number,
): string | null {
  if (!/^\d{1,12}$/.test(timestamp) || id === '' || id.length > longestId || !id.isWellFormed()) return null;
  const at = Number(timestamp) * 1_000;
  const given = signature
    .split(' ')
    .filter((one) => one.startsWith('v1,'))
    .slice(0, mostSignatures)
    .map((one) => Buffer.from(one));
  const text = Buffer.from(body);
  let isOurs = false;
  for (const secret of secrets) {
    const right = Buffer.from(new Webhook(secret).sign(id, new Date(at), text));
    for (const one of given) if (one.length === right.length && timingSafeEqual(one, right)) isOurs = true;
  }
  return isOurs && Math.abs(now - at) <= toleranceMs ? id : null;
}
