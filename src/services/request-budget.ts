import { entitlementKey } from '../domain/entitlement.ts';
import type { Entitlement } from '../domain/entitlement.ts';
import type { Refusal } from '../domain/refusal.ts';
import { refusal } from '../domain/refusal.ts';
import type { Deps } from './deps.ts';

/** Waiting requests that are looked through for those of one asker. */
const mostLookedAt = 1_000;

export interface Wanted {
  readonly id: string;
  /** A list of people is one delivery, and counts once. */
  readonly delivery: string;
  /** Who asks: the id of a person. */
  readonly by: string;
  /** Whom it is for, as far as is known before anybody is looked up. */
  readonly for: string;
  readonly entitlement: Entitlement;
}

/** How many requests one asker may make (DESIGN §4, _Budgets_); decided before anybody is looked up or anything is made. */
export function createRequestBudget({ store, directory, clock }: Pick<Deps, 'store' | 'directory' | 'clock'>) {
  const nameOf = (wanted: Wanted): string =>
    `requests ${wanted.by} ${wanted.for} ${entitlementKey(wanted.entitlement)}`;

  return {
    /** Takes one request, once a command. Null: there was one; else when it works again. */
    async take(wanted: Wanted): Promise<Refusal | null> {
      const { limits } = directory.catalogue;
      const now = clock.now();
      const open = (await store.accesses.waiting(mostLookedAt)).filter(({ asks, events }) => {
        return asks.at(-1)?.by.id === wanted.by && events[0]?.facts.command !== wanted.id;
      });
      if (open.length >= limits.openRequests) {
        return over(
          `You have ${open.length} requests waiting for a decision. Cancel one, or wait until one is decided.`,
        );
      }
      const all = await store.budgets.take(
        `requests ${wanted.by}`,
        wanted.delivery,
        now,
        limits.requestsPerPersonPerHour,
      );
      if (all !== null)
        return over(`You’ve made ${limits.requestsPerPersonPerHour} requests within an hour. ${again(all, now)}`);
      const one = await store.budgets.take(nameOf(wanted), wanted.id, now, limits.requestsPerHour);
      if (one === null) return null;
      await store.budgets.giveBack(`requests ${wanted.by}`, wanted.delivery);
      return over(`You’ve requested this ${limits.requestsPerHour} times within an hour. ${again(one, now)}`);
    },
    /** It came to nothing, or Latchkey closed it: it isn't charged. */
    async giveBack(wanted: Wanted): Promise<void> {
      await store.budgets.giveBack(nameOf(wanted), wanted.id);
      await store.budgets.giveBack(`requests ${wanted.by}`, wanted.delivery);
    },
  };
}

export type RequestBudget = ReturnType<typeof createRequestBudget>;

function over(sentence: string): Refusal {
  return refusal('over-budget', sentence);
}

function again(at: number, now: number): string {
  const minutes = Math.max(1, Math.ceil((at - now) / 60_000));
  return `You can request it again in ${minutes === 1 ? '1 minute' : `${minutes} minutes`}.`;
}
