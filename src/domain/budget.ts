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
}

export type Taken =
  | { readonly kind: 'go'; readonly bucket: Bucket }
  /** Empty: said once, then silence until half of it is there again. */
  | { readonly kind: 'say' | 'silent'; readonly bucket: Bucket };

export function fullBucket({ burst }: Rate, at: number): Bucket {
  return { tokens: burst, at, told: false };
}

/** Takes one, if there is one. */
export function take(before: Bucket, rate: Rate, now: number): Taken {
  const bucket = refilled(before, rate, now);
  if (bucket.tokens >= 1) return { kind: 'go', bucket: { ...bucket, tokens: bucket.tokens - 1 } };
  return { kind: bucket.told ? 'silent' : 'say', bucket: { ...bucket, told: true } };
}

/** Takes one in any case: `delayMs` is how long it has to wait for its turn. */
export function pace(before: Bucket, rate: Rate, now: number): { readonly delayMs: number; readonly bucket: Bucket } {
  const bucket = refilled(before, rate, now);
  const tokens = bucket.tokens - 1;
  return { delayMs: tokens >= 0 ? 0 : Math.ceil((-tokens / rate.perSecond) * 1_000), bucket: { ...bucket, tokens } };
}

/** Whether it is full again, so that it needn't be remembered. */
export function isFull(bucket: Bucket, rate: Rate, now: number): boolean {
  return refilled(bucket, rate, now).tokens >= rate.burst;
}

function refilled({ tokens, at, told }: Bucket, { burst, perSecond }: Rate, now: number): Bucket {
  const more = (Math.max(0, now - at) / 1_000) * perSecond;
  const filled = Math.min(burst, tokens + more);
  return { tokens: filled, at: Math.max(at, now), told: told && filled < burst / 2 };
}
