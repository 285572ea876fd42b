import type { PersonId } from '../domain/identity.ts';
import type { WaitingPerson } from '../ports/store.ts';
import type { Accounts } from './accounts.ts';
import type { Addresses } from './addresses.ts';
import type { WaitingPeople } from './waiting-people.ts';

interface Deps {
  readonly accounts: Accounts;
  readonly addresses: Addresses;
  readonly waiting: WaitingPeople;
  readonly label: (person: PersonId, email: string) => Promise<void>;
}

/**
 * Works off one entry of the waiting list: the first word is recorded on it, what follows from that word is done
 * (each step may be repeated after a crash), then the entry goes. Null: somebody else settled it, or said otherwise
 * first (then their word is carried out).
 */
export async function settleWaiting(
  deps: Deps,
  id: string,
  accept: boolean,
  at: number,
): Promise<WaitingPerson | null> {
  const decided = await deps.waiting.decide(id, accept ? 'accepted' : 'refused');
  if (decided === null) return null;
  const { waiting, verdict } = decided;
  if (verdict === 'accepted') await (waiting.why === 'changed' ? change(deps, waiting, at) : take(deps, waiting, at));
  const removed = await deps.waiting.remove(waiting);
  return removed && accept === (verdict === 'accepted') ? waiting : null;
}

/** The person of the account gets the new e-mail, and is known by it. The old one stays theirs. */
async function change({ accounts, addresses, label }: Deps, entry: WaitingPerson, at: number) {
  const { account, newEmail, name } = entry;
  const person = (await accounts.find(account))?.person ?? entry.person;
  if (person === null) throw new Error('The account with the changed e-mail is bound to nobody; refuse it');
  await addresses.give(newEmail, person);
  await label(person, newEmail);
  await accounts.renew(account, { email: newEmail, name, boundAt: at });
}

/** The account takes the place of the one that is bound to the e-mail. */
async function take({ accounts, addresses }: Deps, { account, newEmail, name, how }: WaitingPerson, at: number) {
  const owner = await addresses.find(newEmail);
  if (owner === null) throw new Error('The e-mail that was said to be taken belongs to nobody; refuse it');
  await addresses.prove(newEmail);
  await accounts.replace({
    account,
    person: owner.person,
    email: newEmail,
    how,
    name,
    boundAt: at,
    outsideSince: null,
  });
}
