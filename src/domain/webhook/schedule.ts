const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;

/** The pauses after the first attempts, in ms; every later one is `longestPauseMs`. */
const pausesMs: readonly number[] = [
  5 * second,
  30 * second,
  2 * minute,
  10 * minute,
  30 * minute,
  hour,
  3 * hour,
  6 * hour,
  12 * hour,
];
const longestPauseMs = 12 * hour;
/** How long a delivery is tried, from its first attempt on. */
export const triedForMs = 72 * hour;
/** After failing for so long, a delivery or an endpoint is reported. */
export const reportedAfterMs = 24 * hour;
/** A pause is by up to so much longer or shorter, so that what failed together isn't tried together. */
const spread = 0.2;

/** What became of a delivery so far: attempts made, and when the first one was (ms). */
export interface Tried {
  readonly tries: number;
  readonly firstAt: number;
}

/**
 * When a delivery that failed is tried next, in ms since the epoch; null: no more. A `Retry-After` makes a pause longer, never
 * shorter. Pure.
 * @param tries at least 1
 * @param chance from 0 to 1: where within the spread
 */
export function nextAttemptAt(
  { tries, firstAt }: Tried,
  now: number,
  retryAfterMs: number | null,
  chance: number,
): number | null {
  const pause = (pausesMs[tries - 1] ?? longestPauseMs) * (1 + spread * (2 * chance - 1));
  const at = Math.round(now + pause);
  return at > firstAt + triedForMs ? null : Math.max(at, now + (retryAfterMs ?? 0));
}

/** The first pause of an endpoint that asks to be spared, and the longest, in ms. */
const firstSparedMs = 5 * second;
const longestSparedMs = 5 * minute;

/** How long an endpoint that was asked for `times` in a row to be spared (429, 502, 504) is left alone, in ms. */
export function sparedMs(times: number, retryAfterMs: number | null): number {
  return Math.max(retryAfterMs ?? 0, Math.min(longestSparedMs, firstSparedMs * 2 ** Math.min(times - 1, 10)));
}
