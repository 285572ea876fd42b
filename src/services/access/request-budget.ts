import { entitlementKey } from '../../domain/entitlement.ts';
import type { Entitlement } from '../../domain/entitlement.ts';
import type { AccessEvent } from '../../domain/events/index.ts';
import type { PersonId } from '../../domain/identity.ts';
import type { Refusal } from '../../domain/refusal.ts';
import type { OverRequests } from '../../domain/request-budget.ts';
import { budgetRefusals } from '../../domain/budget-refusals.ts';
import type { Deps } from '../deps.ts';

/** A request that somebody makes, for themselves or (a direct grant) for somebody else. */
export interface WantedRequest {
  /** The id of the access that it makes. */
  readonly access: string;
  readonly delivery: string;
  readonly heardAt: number;
  /** Who asks, and is charged. */
  readonly by: PersonId;
  readonly subject: PersonId;
  readonly entitlement: Entitlement;
}

/** How many requests somebody may make (DESIGN §4, _Budgets_): charged to whoever asks, never to whom it is for. */
export function createRequestBudget({ store, directory, clock }: Pick<Deps, 'store' | 'directory' | 'clock'>) {
  const nameOf = (by: PersonId): string => `requests ${by}`;

  return {
    /** Whether somebody has any request left, before anybody is looked up for it. Null: they have. */
    async left(by: PersonId, delivery: string): Promise<Refusal | null> {
      const { limits } = directory.catalogue;
      const now = clock.now();
      const over = await store.budgets.requestsLeft(nameOf(by), delivery, now, limits);
      return over && sentenceOf(over, now);
    },

    /** Charges a request, once however often it is tried. Null: there was one left. */
    async take({ access, delivery, heardAt, by, subject, entitlement }: WantedRequest): Promise<Refusal | null> {
      const { limits } = directory.catalogue;
      const now = clock.now();
      const waiting = await store.accesses.waitingBy(by, limits.openRequests);
      const others = new Set(waiting.filter((one) => one.heardAt !== heardAt).map((one) => one.heardAt)).size;
      const ids = new Set(waiting.map(({ id }) => id));
      const request = { command: access, delivery, about: `${subject} ${entitlementKey(entitlement)}` };
      const take = (over: ReadonlySet<string>) =>
        store.budgets.takeRequest(nameOf(by), request, now, limits, { ids, others, over, most: limits.openRequests });
      let no = await take(new Set());
      if (no?.limit === 'openRequests') {
        const over = await overOf(no.unsure);
        if (over.size > 0) no = await take(over);
      }
      if (no === null) return null;
      return no.limit === 'openRequests' ? budgetRefusals.tooManyOpen(no.open) : sentenceOf(no, now);
    },

    /** It came to nothing, or Latchkey closed it: it isn't charged. */
    giveBack: (by: PersonId, access: string): Promise<void> => store.budgets.giveBack(nameOf(by), access),
  };

  /** Those of these requests that were decided or closed: nothing of them waits. */
  async function overOf(ids: readonly string[]): Promise<ReadonlySet<string>> {
    const over = new Set<string>();
    for (const id of ids) {
      const access = (await store.accesses.byId(id))?.access;
      if (access !== undefined && access.state !== 'requested') over.add(id);
    }
    return over;
  }

  function sentenceOf({ limit, freeAt }: OverRequests, now: number): Refusal {
    return budgetRefusals[limit](directory.catalogue.limits[limit], freeAt - now);
  }
}

export type RequestBudget = ReturnType<typeof createRequestBudget>;

/**
 * Whether a request isn't charged any more: Latchkey closed it, somebody other than its requester (`by`) denied it with a
 * suggestion, or it was approved for less (DESIGN, _Budgets_).
 */
export function isFree(events: readonly AccessEvent[], by: PersonId): boolean {
  return events.some((one) => {
    if (one.event === 'denied') return one.facts.instead !== undefined && one.actorId !== by;
    if (one.event === 'approved') return one.facts.less !== undefined;
    // What a system withdraws it has asked for.
    return one.actorId === null && one.via !== 'api' && (one.event === 'cancelled' || one.event === 'lapsed');
  });
}
