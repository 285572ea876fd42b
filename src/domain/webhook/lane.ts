/** How long a delivery waits for an earlier one of the same endpoint and access, in ms (DESIGN §8). */
export const longestWaitMs = 120_000;

/** A delivery that isn't done, as far as its turn depends on it. Times are ms since the epoch. */
export interface InLane {
  readonly createdAt: number;
  /** When it's due for itself. */
  readonly nextAt: number;
  /** Attempts made. */
  readonly tries: number;
}

/** When one may be tried: the first time, it waits for an earlier one, but at most two minutes; then its own pauses count. */
function dueAt({ createdAt, nextAt, tries }: InLane, hasEarlier: boolean): number {
  return hasEarlier && tries === 0 ? Math.max(nextAt, createdAt + longestWaitMs) : nextAt;
}

/**
 * Whose turn it is: the earliest that is due. Pure.
 * @param pending what isn't done of one endpoint and access, in the order of the events
 * @returns the one to try now, or null; and when to look again (null: nothing is left)
 */
export function turnIn<T extends InLane>(
  pending: readonly T[],
  now: number,
): { readonly ready: T | null; readonly lookAt: number | null } {
  const due = pending.map((one, index) => dueAt(one, index > 0));
  const ready = pending.find((_, index) => (due[index] ?? Infinity) <= now) ?? null;
  return { ready, lookAt: due.length === 0 ? null : Math.min(...due) };
}
