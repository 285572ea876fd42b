import type { Client, ClientLimits } from '../domain/catalogue.ts';
import { clientLimits } from '../domain/catalogue.ts';

/** What a client has a budget of. */
export type Budgeted = keyof ClientLimits;

/** What of a budget is there, and as of when (ms). Below 0: a batch took more than there was. */
interface Bucket {
  readonly left: number;
  readonly at: number;
}

/**
 * How much each client may ask each second, known to this process only. A budget holds what may be asked in one second; what
 * is asked at once may take more than is left, and has to be waited for afterwards.
 * @param now ms
 */
export function createClientBudgets(now: () => number) {
  const buckets = new Map<string, Bucket>();

  return { take, takeMore };

  function refilled(key: string, perSecond: number): Bucket {
    const at = now();
    const known = buckets.get(key) ?? { left: perSecond, at };
    const more = (Math.max(0, at - known.at) / 1_000) * perSecond;
    return { left: Math.min(perSecond, known.left + more), at: Math.max(at, known.at) };
  }

  /** Takes one. Null: there was one; else how long to wait for it, in whole seconds, at least 1. */
  function take({ id, limits = clientLimits }: Pick<Client, 'id' | 'limits'>, what: Budgeted): number | null {
    const perSecond = limits[what];
    const key = `${what} ${id}`;
    const { left, at } = refilled(key, perSecond);
    if (left < 1) return Math.max(1, Math.ceil((1 - left) / perSecond));
    buckets.set(key, { left: left - 1, at });
    return null;
  }

  /** Takes more of what was begun: it’s never refused. */
  function takeMore({ id, limits = clientLimits }: Pick<Client, 'id' | 'limits'>, what: Budgeted, count: number): void {
    const key = `${what} ${id}`;
    const { left, at } = refilled(key, limits[what]);
    buckets.set(key, { left: left - count, at });
  }
}

export type ClientBudgets = ReturnType<typeof createClientBudgets>;
