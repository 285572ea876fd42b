import type { Access } from '../../domain/access.ts';
import { isInForce, isOpen, isOverdue, startAsk } from '../../domain/access.ts';
import { entitlementKey, isLimit } from '../../domain/entitlement.ts';
import type { Authority } from '../authority/authority.ts';
import { remembered, waitsFor } from '../authority/waits-for.ts';
import type { Deps } from '../deps.ts';
import type { Identified } from '../identity/identify.ts';

/** The most waiting requests that are looked through. */
export const mostWaiting = 500;
/** The newest accesses of a person that are looked through for what has ended, and how many of those are given. */
const lookedBack = 50;
const mostEnded = 5;

/** What one person has. */
export interface Held {
  /** Their open accesses; active ones only while they are in force. */
  readonly open: readonly Access[];
  /** Products that they administer, so that they have the console by default (C2). */
  readonly products: readonly string[];
}

/** What one person is to decide, and what waits of theirs, the oldest first. */
export interface Waiting {
  readonly forThem: readonly Access[];
  readonly own: readonly Access[];
  /** There are more requests than were looked through. */
  readonly isCut: boolean;
}

/** What `/access mine`, `/access pending` and Home are made of. */
export function createOverview(
  { store, directory, clock }: Pick<Deps, 'store' | 'directory' | 'clock'>,
  authority: Authority,
) {
  return {
    /** One question to the store. */
    async held(actor: Identified): Promise<Held> {
      const now = clock.now();
      const open = (await store.accesses.openOf(actor.person.id)).filter(
        (access) => isOpen(access) && (access.state !== 'active' || isInForce(access, now)),
      );
      const products = directory.catalogue.products.filter(({ id }) => directory.isAdministratorOf(id, actor.emails));
      return { open, products: products.map(({ id }) => id) };
    },

    /** Three questions to the store, however much waits. An account in its own name decides nothing (A7). */
    async waiting(actor: Identified): Promise<Waiting> {
      const [self, all] = await Promise.all([store.people.byId(actor.person.id), store.accesses.waiting(mostWaiting)]);
      const known = remembered({ store }, authority);
      const now = clock.now();
      const forThem: Access[] = [];
      const own: Access[] = [];
      for (const access of all) {
        if (isOverdue(access, now)) continue;
        const isAsker = access.asks.some((ask) => ask.by.id === actor.person.id);
        if (access.person.id === actor.person.id || isAsker) own.push(access);
        else if (self && actor.ownName === undefined && (await waitsFor(self, access, known))) forThem.push(access);
      }
      return { forThem, own, isCut: all.length === mostWaiting };
    },

    /**
     * What they requested for themselves, ended or was closed, and can be requested again: the latest of each entitlement, the
     * newest first, at most five. One question to the store.
     */
    async ended(actor: Identified): Promise<readonly Access[]> {
      const latest = new Map<string, Access>();
      for (const access of await store.accesses.allOf(actor.person.id, lookedBack)) {
        const key = entitlementKey(access.entitlement);
        if (!latest.has(key)) latest.set(key, access);
      }
      return [...latest.values()]
        .filter((access) => !isOpen(access) && access.distrust === undefined && !isLimit(access.entitlement))
        .filter((access) => directory.declares(access.entitlement) && startAsk(access)?.by.id === actor.person.id)
        .toSorted((one, other) => (other.endedAt ?? 0) - (one.endedAt ?? 0))
        .slice(0, mostEnded);
    },
  };
}

export type Overview = ReturnType<typeof createOverview>;
