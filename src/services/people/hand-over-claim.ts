import { isOpen } from '../../domain/access.ts';
import type { Access } from '../../domain/access.ts';
import type { TenantEvent } from '../../domain/events/index.ts';
import { handOverRefusals } from '../../domain/hand-over-refusals.ts';
import type { PersonRef } from '../../domain/identity.ts';
import type { Refusal } from '../../domain/refusal.ts';
import type { Deps } from '../deps.ts';
import type { Identified } from '../identity/identify.ts';
import type { Journal } from '../audit/journal.ts';
import { inRecord, words } from '../../words/index.ts';

/** Claims of one access that are read at once: more than one only where earlier hand-overs came to nothing. */
const batch = 10;
/** How long a claim holds without the request that it is for, in ms: whoever made it may still be at it. */
const requestingMs = 60_000;

/** One access that is to be handed over by one request. */
export interface WantedHandOver {
  /** The giver's. */
  readonly access: Access;
  readonly to: PersonRef;
  /** The id that the receiver's request gets. */
  readonly request: string;
  /** Of the command: it may run again. */
  readonly command: string;
}

/**
 * Makes sure that one access is handed over once, by whoever comes first: a claim on the giver's access with a unique key,
 * written before the request (DESIGN §4, _Across documents_). It ends with the request. Run again by the same command, it's
 * the same claim.
 */
export function createHandOverClaim({ store, clock }: Pick<Deps, 'store' | 'clock'>, journal: Journal) {
  return { claim, release };

  /** Null: it's ours; else who was first. */
  async function claim(wanted: WantedHandOver, actor: Identified): Promise<Refusal | null> {
    const before = await latest(wanted.access.id);
    if (before !== null && before.facts['by'] === wanted.command) return null;
    if (before !== null && (await holds(before))) return firstRefusal(before);
    const n = before === null ? 0 : numberOf(before) + 1;
    await write(n, wanted, actor, wanted.request);
    const [first] = await store.journal.byKeys([keyOf(wanted.access.id, n)]);
    return first === undefined || first.facts['by'] === wanted.command ? null : firstRefusal(first);
  }

  /** The request was refused: whoever comes next need not wait for it. */
  async function release(wanted: WantedHandOver, actor: Identified): Promise<void> {
    const before = await latest(wanted.access.id);
    if (before === null || before.facts['by'] !== wanted.command || before.facts['request'] === null) return;
    await write(numberOf(before) + 1, wanted, actor, null);
  }

  async function latest(access: string): Promise<TenantEvent | null> {
    let newest: TenantEvent | null = null;
    for (let from = 0; ; from += batch) {
      const keys = Array.from({ length: batch }, (_, index) => keyOf(access, from + index));
      const found = await store.journal.byKeys(keys);
      newest = found.reduce<TenantEvent | null>(
        (best, one) => (best === null || numberOf(one) > numberOf(best) ? one : best),
        newest,
      );
      if (found.length < batch) return newest;
    }
  }

  /** Whether a claim still keeps others from handing the access over. */
  async function holds({ at, facts }: TenantEvent): Promise<boolean> {
    if (typeof facts['request'] !== 'string') return false;
    const request = (await store.accesses.byId(facts['request']))?.access;
    return request === undefined ? clock.now() - at < requestingMs : isOpen(request);
  }

  async function write(n: number, wanted: WantedHandOver, actor: Identified, request: string | null): Promise<void> {
    const { access, to, command } = wanted;
    const sentence = inRecord(() => {
      const what = words.entitlement(access.entitlement);
      return words.peopleAnswers.handingOverOne(what, access.person.label, to.label, request !== null);
    });
    await journal([
      {
        key: keyOf(access.id, n),
        event: 'person',
        actor: actor.person,
        subject: access.person,
        entitlement: access.entitlement,
        facts: { what: 'hand-over', access: access.id, n, to: to.label, request, by: command, sentence },
        via: actor.account.platform,
      },
    ]);
  }
}

export type HandOverClaim = ReturnType<typeof createHandOverClaim>;

function keyOf(access: string, n: number): string {
  return `hand-over-of/${access}/${n}`;
}

function numberOf({ facts }: TenantEvent): number {
  return Number(facts['n']);
}

function firstRefusal({ actor, facts }: TenantEvent): Refusal {
  return handOverRefusals.underWay(actor, typeof facts['to'] === 'string' ? facts['to'] : '');
}
