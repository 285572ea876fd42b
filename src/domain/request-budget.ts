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

/** Too many wait for a decision; see `overOpen`. */
export interface OverOpen {
  readonly limit: 'openRequests';
  readonly open: number;
  readonly unsure: readonly string[];
}

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

/** What of somebody's waits for a decision, as it was read before a request is taken. */
export interface WaitingRequests {
  /** Ids of the accesses. */
  readonly ids: ReadonlySet<string>;
  /** Deliveries that they came by, the request's own aside: a list of people is one. */
  readonly others: number;
  /** Requests that were taken, but wait no longer. */
  readonly over: ReadonlySet<string>;
  /** How many may wait. */
  readonly most: number;
}

/** How long a request that was taken may not be written yet, in ms: whoever took it may still be at it. */
const underWayMs = 60_000;

/**
 * Whether one more request may wait beside those that wait already and those that were taken at the same moment and aren't
 * written yet. Null: it may; else how many there are, and which of them have to be looked for: they may be over.
 */
export function overOpen(
  recent: readonly RequestTaken[],
  { delivery, at }: Pick<RequestTaken, 'delivery' | 'at'>,
  waiting: WaitingRequests,
): { readonly open: number; readonly unsure: readonly string[] } | null {
  const unsure = recent.filter(
    (one) =>
      one.at > at - underWayMs &&
      one.delivery !== delivery &&
      !waiting.ids.has(one.command) &&
      !waiting.over.has(one.command),
  );
  const open = waiting.others + new Set(unsure.map((one) => one.delivery)).size;
  return open < waiting.most ? null : { open, unsure: unsure.map(({ command }) => command) };
}

/** When one of `most` is free again; null: now. */
function freeAt(times: readonly number[], most: number): number | null {
  const first = times.toSorted((a, b) => a - b)[times.length - most];
  return first === undefined ? null : first + hourMs;
}
