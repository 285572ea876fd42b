import type { Account, PersonId } from '../../domain/identity.ts';
import type { BoundAccount } from '../../ports/people.ts';
import type { Deps } from '../deps.ts';
import type { Identified } from './identify.ts';
import { personRef, provedEmails } from './identify.ts';
import type { RecordPeople } from './record-people.ts';
import { words } from '../../words/index.ts';

/** What an account waits for: who has the e-mail that it showed. */
interface Awaited {
  readonly email: string;
  readonly holder: PersonId;
  readonly name: string;
}

/**
 * Whom an account stands for while it waits whose it is, because its e-mail is somebody else's (A7): a person of its own, who
 * requests for themselves and decides nothing. `make`: made when there is none yet. Null: the account doesn't wait. What they
 * are given stays theirs, whatever is decided about the account.
 */
export function createOwnName(
  { store, clock, ids }: Pick<Deps, 'store' | 'clock' | 'ids'>,
  recordPeople: RecordPeople,
) {
  return async function ownName(account: Account, { make }: { readonly make: boolean }): Promise<Identified | null> {
    const bound = await store.people.byAccount(account);
    if (bound !== null && bound.how !== 'own-name') return null;
    const awaited = await awaitedBy(account);
    if (awaited === null) return null;
    if (bound !== null) return identified(bound, awaited.email);
    if (!make) return null;
    const { email, holder, name } = awaited;
    const facts = { email };
    const made = await store.people.inOwnName(account, name, clock.now(), ids.person(), holder, { facts });
    await recordPeople();
    return made.how === 'own-name' ? identified(made, email) : null;
  };

  async function awaitedBy(account: Account): Promise<Awaited | null> {
    const waiting = await store.people.waitingFor(account);
    const link = waiting === null ? await store.links.asked(account) : null;
    const isOurs = link?.distrust === undefined;
    const email = waiting?.newEmail ?? (isOurs ? link?.email : null) ?? null;
    const holder = email === null ? null : await store.people.byEmail(email);
    return email === null || holder === null ? null : { email, holder: holder.id, name: waiting?.name ?? account.user };
  }

  async function identified({ person: id, account, name }: BoundAccount, email: string): Promise<Identified | null> {
    const person = await store.people.byId(id);
    if (person === null) return null;
    const ownName = words.identity.ownName(email);
    return { person: personRef(person), account, name, emails: provedEmails(person), ownName };
  }
}

export type OwnName = ReturnType<typeof createOwnName>;
