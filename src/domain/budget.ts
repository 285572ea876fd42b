/** What one account may do in a row, and how fast it may do more. */
export interface Rate {
  readonly burst: number;
  readonly perSecond: number;
}

/** A token bucket; times in ms. Below 0 it is in debt: what may only be paced was taken. */
export interface Bucket {
  readonly tokens: number;
  readonly at: number;
  /** Whether it was said that it is empty. */
  readonly told: boolean;
  /** The place of what was taken (`placeOf`), the last one since it was full: it doesn't overtake what may still wait. */
  readonly place: number;
}

export type Taken =
  | { readonly kind: 'go'; readonly bucket: Bucket }
  /** Empty: said once, then silence until half of it is there again, or a loop would be told every second. */
  | { readonly kind: 'say' | 'silent'; readonly bucket: Bucket };

export function fullBucket({ burst }: Rate, at: number): Bucket {
  return { tokens: burst, at, told: false, place: 0 };
}

/** Takes one, if there is one. */
export function take(before: Bucket, rate: Rate, now: number): Taken {
  const bucket = refilled(before, rate, now);
  if (bucket.tokens >= 1) return { kind: 'go', bucket: less(bucket, rate) };
  return { kind: bucket.told ? 'silent' : 'say', bucket: { ...bucket, told: true } };
}

/** Takes one in any case: `delayMs` is how long it has to wait for its turn. */
export function pace(before: Bucket, rate: Rate, now: number): { readonly delayMs: number; readonly bucket: Bucket } {
  const bucket = refilled(before, rate, now);
  const after = less(bucket, rate);
  return { delayMs: after.tokens >= 0 ? 0 : Math.ceil((-after.tokens / rate.perSecond) * 1_000), bucket: after };
}

/** With one less; its place is never before that of what was taken since it was full. */
function less(bucket: Bucket, rate: Rate): Bucket {
  const after = { ...bucket, tokens: bucket.tokens - 1 };
  return { ...after, place: Math.max(bucket.place, placeOf(after, rate)) };
}

/** Commands of an account that are as urgent as anybody's: what people do one after the other. */
const urgent = 3;
/** How much faster than `perSecond` the rest of a burst is carried out. */
const burstFactor = 5;

/**
 * Whose turn it is where many wait, by how much the account did just now: 0 is first. So somebody in a loop waits for
 * everybody else, and nobody for them.
 */
export function placeOf({ tokens }: Pick<Bucket, 'tokens'>, { burst }: Rate): number {
  return Math.max(0, Math.ceil(burst - tokens) - urgent);
}

/** How long a command waits that has this place, in ms: a burst is spread, so that it doesn't take all there is at once. */
export function spread(place: number, { perSecond }: Rate): number {
  return Math.ceil((place * 1_000) / (burstFactor * perSecond));
}

/** Whether it is full again, so that it needn't be remembered. */
export function isFull(bucket: Bucket, rate: Rate, now: number): boolean {
  return refilled(bucket, rate, now).tokens >= rate.burst;
}

function refilled({ tokens, at, told, place }: Bucket, { burst, perSecond }: Rate, now: number): Bucket {
  const more = (Math.max(0, now - at) / 1_000) * perSecond;
  const filled = Math.min(burst, tokens + more);
  return {
    tokens: filled,
    at: Math.max(at, now),
    told: told && filled < burst / 2,
    place: filled >= burst ? 0 : place,
  };
}
