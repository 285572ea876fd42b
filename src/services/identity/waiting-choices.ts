import { isInForce, standingApprovals, openAsk } from '../../domain/access.ts';
import { accountKey } from '../../domain/identity.ts';
import type { Person, WaitingPerson } from '../../ports/store.ts';
import { spoken } from '../../domain/refusals.ts';
import type { Deps } from '../deps.ts';
import { personRef, provedEmails } from '../identify.ts';

/** Accesses and products named one by one. */
const mostNamed = 5;
/** Open requests that are looked through for somebody's approvals. */
const mostRequests = 500;

/** A person whom a decision about an e-mail concerns, with what they have. */
export interface Stake {
  readonly person: Person;
  readonly label: string;
  /** What they hold, administer and approved, as part of a sentence. */
  readonly has: string;
}

/** What an administrator has to know to decide about an e-mail that waits (A8). */
export interface WaitingChoices {
  readonly waiting: WaitingPerson;
  /** Whose account it stays or becomes where it is the same person; null: they are gone. */
  readonly same: Stake | null;
  /** Whose account it becomes where it is somebody else: they were named by this e-mail and never had one; null: a new person. */
  readonly known: Stake | null;
  /** Other known people who have the e-mail, or had it first. */
  readonly others: readonly Stake[];
  /** Accounts of other chats that stay with the person where the account replaces one. */
  readonly staying: readonly string[];
}

/** Loads what each choice about an e-mail that waits would bring. */
export function createWaitingChoices({ store, directory, clock }: Pick<Deps, 'store' | 'directory' | 'clock'>) {
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
      const same = why === 'changed' ? own : owner;
      const known = owner !== null && owner.bindings.length === 0 ? owner : null;
      const others = new Map(
        [own, owner, ...first].flatMap((one) => (one && one.id !== same?.id ? [[one.id, one] as const] : [])),
      );
      return {
        waiting,
        same: same && (await stakeOf(same)),
        known: known && (await stakeOf(known)),
        others: await Promise.all([...others.values()].map(stakeOf)),
        staying: why === 'taken' ? elsewhere(owner, waiting) : [],
      };
    }

    async function stakeOf(person: Person): Promise<Stake> {
      const emails = provedEmails(person);
      const now = clock.now();
      const held = (await store.accesses.openOf(person.id)).filter((access) => isInForce(access, now));
      const products = directory.catalogue.products.filter(({ id }) => directory.isAdministratorOf(id, emails));
      const approved = requests.filter((access) => {
        const ask = openAsk(access);
        return ask !== null && standingApprovals(ask).some((one) => one.person.id === person.id);
      });
      const parts = [
        counted(
          held.map(({ entitlement }) => spoken(entitlement)),
          'access',
          'accesses',
        ),
        ...(products.length > 0 ? [`administers ${listed(products.map(({ id }) => id))}`] : []),
        ...(directory.isLatchkeyAdministrator(emails) ? ['is a Latchkey administrator'] : []),
        ...(approved.length > 0 ? [`approved ${approved.length} open request${approved.length > 1 ? 's' : ''}`] : []),
      ];
      return { person, label: personRef(person).label, has: parts.join(', ') };
    }
  };
}

export type FindWaitingChoices = ReturnType<typeof createWaitingChoices>;

function elsewhere(owner: Person | null, { account }: WaitingPerson): readonly string[] {
  return (owner?.accounts ?? [])
    .filter((one) => one.account.platform !== account.platform || one.account.workspace !== account.workspace)
    .map((one) => accountKey(one.account));
}

function counted(names: readonly string[], one: string, many: string): string {
  if (names.length === 0) return `has no ${one}`;
  return `has ${names.length} ${names.length > 1 ? many : one} (${listed(names)})`;
}

function listed(names: readonly string[]): string {
  const more = names.length - mostNamed;
  return `${names.slice(0, mostNamed).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}
