import type { Limits } from './catalogue.ts';

/** One request that somebody made within the last hour; times in ms. */
export interface RequestTaken {
  /** What it makes: counted once. */
  readonly command: string;
  readonly at: number;
  /** A list of people is one delivery. */
  readonly delivery?: string | undefined;
  /** Person and entitlement. */
  readonly about?: string | undefined;
}

/** Which limit is reached, and the moment (ms) from which one more is free. */
export interface OverRequests {
  readonly limit: 'requestsPerHour' | 'requestsPerPersonPerHour';
  readonly freeAt: number;
}

export type RequestLimits = Pick<Limits, 'requestsPerHour' | 'requestsPerPersonPerHour'>;

const hourMs = 3_600_000;

/**
 * Whether one more request fits beside `recent`, those of one asker within the last hour (DESIGN §4, _Budgets_). Null: it
 * does. `about` left out: whom it is for isn't known yet, so only the asker's own limit is looked at.
 */
export function overRequests(
  recent: readonly RequestTaken[],
  { delivery, about }: Pick<RequestTaken, 'delivery' | 'about'>,
  limits: RequestLimits,
): OverRequests | null {
  const deliveries = new Map(recent.filter((one) => one.delivery !== delivery).map((one) => [one.delivery, one.at]));
  const all = freeAt([...deliveries.values()], limits.requestsPerPersonPerHour);
  if (all !== null) return { limit: 'requestsPerPersonPerHour', freeAt: all };
  if (about === undefined) return null;
  const same = recent.filter((one) => one.about === about).map(({ at }) => at);
  const one = freeAt(same, limits.requestsPerHour);
  return one === null ? null : { limit: 'requestsPerHour', freeAt: one };
}

/** When one of `most` is free again; null: now. */
function freeAt(times: readonly number[], most: number): number | null {
  const first = times.toSorted((a, b) => a - b)[times.length - most];
  return first === undefined ? null : first + hourMs;
}
