import { type Connection, type Model, Schema } from 'mongoose';
import { type Account, accountAddress, normalEmail, type PersonId } from '../domain/identity.ts';
import type { BindingProof, BoundAccount, PeopleStore, Person } from '../ports/store.ts';
import type { Accounts } from './accounts.ts';
import type { Addresses } from './addresses.ts';
import { derivedId } from './derived-id.ts';
import { insertOnce, schemaOptions } from './documents.ts';
import { asking } from './errors.ts';
import { settleWaiting } from './settle-waiting.ts';
import type { WaitingPeople } from './waiting-people.ts';

/** A person and the address that stands for them; what else they have points to them. */
interface PersonDocument {
  readonly _id: string;
  readonly tenant: string;
  readonly person: PersonId;
  readonly email: string | null;
}

export const personModel = (connection: Connection): Model<PersonDocument> =>
  connection.model<PersonDocument>(
    'Person',
    new Schema<PersonDocument>({ _id: String, tenant: String, person: String, email: String }, schemaOptions),
    'people',
  );

interface Parts {
  readonly accounts: Accounts;
  readonly addresses: Addresses;
  readonly waiting: WaitingPeople;
}

/**
 * People, across four collections. There is one truth for each fact: the address says whose it is, the account says
 * whose it is. The address is written first, so that whoever is faster decides who the person is, and every step
 * may be repeated: a process that dies between two of them leaves nothing that the next one does not finish.
 */
export function createPeople(model: Model<PersonDocument>, tenant: string, parts: Parts): PeopleStore {
  const { accounts, addresses, waiting } = parts;
  const idOf = (person: PersonId): string => derivedId(tenant, person);

  /** Also gives people whose own document is missing because a process died before writing it. */
  async function byIds(ids: readonly PersonId[]): Promise<readonly Person[]> {
    if (ids.length === 0) return [];
    const [documents, emails, bound] = await Promise.all([
      model.find({ _id: { $in: ids.map(idOf) } }).lean(),
      addresses.ofPeople(ids),
      accounts.ofPeople(ids),
    ]);
    const labels = new Map(documents.map((document) => [document.person, document.email]));
    return [...new Set(ids)].flatMap((id) => {
      const own = emails.filter((email) => email.person === id);
      if (!labels.has(id) && own.length === 0) return [];
      return {
        id,
        email: labels.get(id) ?? own[0]?.address ?? null,
        emails: own.map(({ address, proved }) => ({ address, proved })),
        accounts: bound.filter((account) => account.person === id),
        bindings: bound
          .filter((account) => account.person === id)
          .map(({ account, how, email, name, boundAt }) => ({ account, how, email, name, from: boundAt, to: null })),
      };
    });
  }

  const byId = async (id: PersonId): Promise<Person | null> => (await byIds([id]))[0] ?? null;

  /** Who an address belongs to: an account's written form to whom the account is bound to now, however it came to them. */
  async function ownersOf(all: readonly string[]): Promise<ReadonlyMap<string, PersonId>> {
    const written = all.filter((address) => !address.includes('@'));
    const [owners, bound] = await Promise.all([
      addresses.findAll(all),
      written.length > 0 ? accounts.findWritten(written) : [],
    ]);
    return new Map([
      ...owners.map(({ address, person }) => [address, person] as const),
      ...bound.map(({ account, person }) => [accountAddress(account), person] as const),
    ]);
  }

  async function byEmail(address: string): Promise<Person | null> {
    const owner = (await ownersOf([address])).get(address);
    return owner === undefined ? null : byId(owner);
  }

  /** The id of the person with this e-mail, made when there is none. */
  async function ensure(address: string, fresh: PersonId): Promise<PersonId> {
    const known = await addresses.find(address);
    if (known) return known.person;
    await addresses.insert(address, fresh);
    const person = (await addresses.find(address))?.person ?? fresh;
    await insertOnce(model, { _id: idOf(person), tenant, person, email: address });
    return person;
  }

  async function bind(
    account: Account,
    address: string,
    name: string,
    at: number,
    fresh: PersonId,
    how: BindingProof,
  ): Promise<BoundAccount | 'taken'> {
    for (;;) {
      const owner = await addresses.find(address);
      const bound = await accounts.find(account);
      if (bound) return owner?.person === bound.person ? renew(bound, address, name) : bound;
      if (owner && (await accounts.hasAnother(owner.person, account))) return 'taken';
      const person = await ensure(address, fresh);
      await addresses.prove(address);
      const next: BoundAccount = { account, person, email: address, how, name, boundAt: at, outsideSince: null };
      if (await accounts.insert(next)) return next;
    }
  }

  async function link(account: Account, person: PersonId, name: string, at: number): Promise<BoundAccount | 'taken'> {
    const next: BoundAccount = { account, person, email: null, how: 'code', name, boundAt: at, outsideSince: null };
    for (;;) {
      if (await accounts.insert(next)) return next;
      const bound = await accounts.find(account);
      if (bound) return bound;
      if (await accounts.hasAnother(person, account)) return 'taken';
    }
  }

  async function renew(bound: BoundAccount, address: string, name: string): Promise<BoundAccount> {
    await addresses.prove(address);
    if (bound.email !== address || bound.name !== name) await accounts.renew(bound.account, { email: address, name });
    return { ...bound, email: address, name };
  }

  /** Makes an address of a person the one that stands for them. */
  async function label(person: PersonId, email: string): Promise<void> {
    await insertOnce(model, { _id: idOf(person), tenant, person, email });
    await model.updateOne({ _id: idOf(person) }, { $set: { email } });
  }

  return {
    byId: (id) => asking(`reading person ${id}`, () => byId(id)),
    byIds: (ids) => asking('reading people', () => byIds(ids)),
    byAccount: (account) => asking('reading whose account it is', () => accounts.find(account)),
    byEmail: (email) => asking('reading whose e-mail it is', () => byEmail(normalEmail(email))),
    byEmails: (emails) =>
      asking('reading whose e-mails they are', async () => {
        const owners = await ownersOf([...new Set(emails.map(normalEmail))]);
        return byIds([...owners.values()]);
      }),
    everShared: (ids) => asking('reading who shared an account', () => byIds(ids)),
    ensureEmail: (email, fresh) =>
      asking('making sure of the person with an e-mail', async () => {
        const address = normalEmail(email);
        // The written form of an account is whose the account is, before anybody's address.
        const bound = address.includes('@') ? null : await byEmail(address);
        const person = bound ?? (await byId(await ensure(address, fresh)));
        if (person === null) throw new Error('The e-mail was taken from its person in between; try again');
        return person;
      }),
    bind: (account, email, name, at, fresh, how = 'email') =>
      asking('binding an account to a person', () => bind(account, normalEmail(email), name, at, fresh, how)),
    link: (account, person, name, at) =>
      asking('linking an account to a person', () => link(account, person, name, at)),
    unbind: (account, boundAt) => asking('taking an account from a person', () => accounts.remove(account, boundAt)),
    linked: (skip, limit) => asking('reading which accounts are linked', () => accounts.linked(skip, limit)),
    markOutside: (account, since) =>
      asking('marking an account as inside or outside', () => accounts.markOutside(account, since)),
    wait: (entry) =>
      asking('putting an account on the waiting list', () =>
        waiting.add({ ...entry, newEmail: normalEmail(entry.newEmail) }),
      ),
    waiting: () => asking('reading the waiting list', () => waiting.all()),
    waitingById: (id) => asking('reading the waiting list', () => waiting.byId(id)),
    waitingFor: (account) => asking('reading the waiting list', () => waiting.of(account)),
    settle: (id, accept, at) =>
      asking(`settling ${id} of the waiting list`, () =>
        settleWaiting({ accounts, addresses, waiting, label }, id, accept, at),
      ),
  };
}
