import { accountKey, normalEmail } from '../../domain/identity.ts';
import { isInOwnName } from '../../domain/person.ts';
import type { Person, WaitingPerson } from '../../ports/people.ts';
import type { Deps } from '../deps.ts';
import type { HolderConsent } from './holder-consent.ts';
import type { Stake } from './stake.ts';
import { createStakes } from './stake.ts';

/** Open requests that are looked through for somebody's approvals. */
export const mostRequests = 500;

/** What an administrator has to know to decide about an e-mail that waits (A8). */
export interface WaitingChoices {
  readonly waiting: WaitingPerson;
  /** Whose account it stays or becomes where it is the same person; null: they are gone. */
  readonly same: Stake | null;
  /**
   * Whose account it becomes where it is somebody else: they were named by this e-mail and never had one, or requested in
   * their own name while it waited (A7); null: a new person.
   */
  readonly known: Stake | null;
  /** Whom the account stands for while it waits: what they were given stays theirs, whatever is decided; null: nobody yet. */
  readonly alone: Stake | null;
  /** Other known people who have the e-mail, or had it first. */
  readonly others: readonly Stake[];
  /** Accounts of other chats that stay with the person where the account replaces one. */
  readonly staying: readonly string[];
  /** What `people.same` or `people.different` says of the e-mail and whose it would be; null: neither. */
  readonly byFile: 'same' | 'different' | null;
  /** Why the account can't be made the same person's yet (A7); null: it can. */
  readonly lacking: string | null;
}

/** Loads what each choice about an e-mail that waits would bring. */
export function createWaitingChoices(
  deps: Pick<Deps, 'store' | 'directory' | 'clock'>,
  consent: Pick<HolderConsent, 'lacking'>,
) {
  const { store } = deps;
  const stakeOf = createStakes(deps);
  return async function choices(all: readonly WaitingPerson[]): Promise<readonly WaitingChoices[]> {
    const requests = all.length === 0 ? [] : await store.accesses.waiting(mostRequests);
    const found: WaitingChoices[] = [];
    for (const one of all) found.push(await choicesOf(one));
    return found;

    async function choicesOf(waiting: WaitingPerson): Promise<WaitingChoices> {
      const { account, newEmail, why } = waiting;
      const [owner, bound, first] = await Promise.all([
        store.people.byEmail(newEmail),
        store.people.byAccount(account),
        store.people.meant([newEmail]),
      ]);
      const own = bound && (await store.people.byId(bound.person));
      const same = why === 'changed' && !(await takesOver(own, owner)) ? own : owner;
      const alone = own !== null && isInOwnName(own, account) ? await stakeOf(own, requests) : null;
      const named = owner !== null && owner.bindings.length === 0 ? await stakeOf(owner, requests) : null;
      const others = new Map(
        [alone === null ? own : null, owner, ...first].flatMap((one) =>
          one && one.id !== same?.id ? [[one.id, one] as const] : [],
        ),
      );
      return {
        waiting,
        same: same && (await stakeOf(same, requests)),
        known: alone ?? named,
        alone,
        others: await Promise.all([...others.values()].map((one) => stakeOf(one, requests))),
        staying: why === 'taken' ? elsewhere(owner, waiting) : [],
        byFile: own === null && owner === null ? null : byFile(same, newEmail),
        lacking: (await consent.lacking(waiting))?.() ?? null,
      };
    }
  };

  /** What a file says of an e-mail and somebody who has or had another one. */
  function byFile(person: Person | null, email: string): 'same' | 'different' | null {
    const own = new Set((person?.addresses ?? []).map(({ address }) => address).filter((one) => one !== email));
    const says = (which: 'same' | 'different') =>
      deps.directory.catalogue[which].some(
        (group) => group.includes(email) && group.some((one) => own.has(normalEmail(one))),
      );
    if (says('same')) return 'same';
    return says('different') ? 'different' : null;
  }

  /** Whether the account becomes whoever was given something by the e-mail before, since its own person holds nothing. */
  async function takesOver(own: Person | null, owner: Person | null): Promise<boolean> {
    if (owner === null || owner.accounts.length > 0 || owner.id === own?.id) return false;
    if ((await store.accesses.openOf(owner.id)).length === 0) return false;
    return own === null || (await store.accesses.openOf(own.id)).length === 0;
  }
}

export type FindWaitingChoices = ReturnType<typeof createWaitingChoices>;

function elsewhere(owner: Person | null, { account }: WaitingPerson): readonly string[] {
  return (owner?.accounts ?? [])
    .filter((one) => one.account.platform !== account.platform || one.account.workspace !== account.workspace)
    .map((one) => accountKey(one.account));
}
