import type { Model } from 'mongoose';
import { accountKey, type Account, type PersonId, parseAccountKey } from '../../domain/identity.ts';
import type { PersonState } from '../../domain/person.ts';
import {
  addressKey,
  bindingKey,
  currentBinding,
  everBound,
  isByHand,
  isCurrent,
  isHeld,
  isSure,
  meantBy,
  personKey,
  writtenPerson,
} from '../../domain/person.ts';
import type { BoundAccount, Person } from '../../ports/people.ts';
import { type PersonDocument, personDocumentId } from './document.ts';
import { personState } from '../../domain/events/person-change.ts';

export type LoadPeople = ReturnType<typeof createLoadPeople>;

/** People known by somebody's word who are looked through for what they share with others. */
const mostKnown = 500;

/** Reads of people, a query each; without their events. Errors are the driver's: the caller wraps them. */
export function createLoadPeople(model: Model<PersonDocument>, tenant: string) {
  const projection = { events: 0, outbox: 0, held: 0, everBound: 0, everHeld: 0 } as const;
  const many = (documents: readonly unknown[]): readonly PersonState[] =>
    documents.map((one) => personState.parse(one));

  async function byIds(ids: readonly PersonId[]): Promise<readonly PersonState[]> {
    if (ids.length === 0) return [];
    const keys = [...new Set(ids)].map((id) => personDocumentId(tenant, id));
    return many(await model.find({ _id: { $in: keys } }, projection).lean());
  }

  /** Whoever holds any of these (`heldKeys`). */
  async function holding(keys: readonly string[]): Promise<readonly PersonState[]> {
    if (keys.length === 0) return [];
    return many(await model.find({ tenant, held: { $in: [...new Set(keys)] } }, projection).lean());
  }

  /** Who had an account, is known by a word of one of these, and isn't proved by a platform; the rest can link nobody further. */
  function knownBy(ids: readonly PersonId[]) {
    return model
      .find(
        { tenant, 'addresses.by': { $in: ids }, 'everBound.0': { $exists: true }, 'bindings.how': { $ne: 'email' } },
        projection,
      )
      .limit(mostKnown)
      .lean();
  }

  return {
    byIds,
    byId: async (id: PersonId): Promise<PersonState | null> => (await byIds([id]))[0] ?? null,
    holding,
    async byAccount(account: Account): Promise<PersonState | null> {
      const found = await holding([bindingKey(account)]);
      return found.find((person) => currentBinding(person, account) !== null) ?? null;
    },
    /**
     * Whose each address is, in the order asked: the written form of an account is whose the account is now, before
     * anybody's address.
     */
    async byAddresses(addresses: readonly string[]): Promise<readonly PersonState[]> {
      const found = await holding(addresses.flatMap(keysOf));
      const owners = addresses.map((address) => ownerOf(address, found));
      return [...new Map(owners.flatMap((owner) => (owner ? [[owner.id, owner] as const] : []))).values()];
    },
    /** Whom the configuration means by addresses: whoever had each of them first, also after it was released (A8). */
    async meant(addresses: readonly string[]): Promise<readonly PersonState[]> {
      const plain = addresses.filter((address) => address.includes('@'));
      const named = addresses.filter((address) => address.startsWith(writtenPerson('')));
      const [first, written, byId] = await Promise.all([
        plain.length === 0 ? [] : model.find({ tenant, everHeld: { $in: plain } }, projection).lean(),
        holding(addresses.filter((address) => !address.includes('@')).flatMap(keysOf)),
        byIds(named.map((address) => address.slice(writtenPerson('').length))),
      ]);
      const wanted = new Set(plain);
      const meaning = many(first).filter((one) => meantBy(one).some(({ address }) => wanted.has(address)));
      const owners = addresses.map((address) => (address.includes('@') ? null : ownerOf(address, written)));
      const all = [...meaning, ...owners.filter((one) => one !== null), ...byId];
      return [...new Map(all.map((one) => [one.id, one])).values()];
    },
    /** Whether somebody had an address who does not have it any more. */
    async wasReleased(address: string): Promise<boolean> {
      const found = many(await model.find({ tenant, everHeld: address }, projection).lean());
      return found.some(({ addresses }) => addresses.some((one) => one.address === address && one.releasedAt !== null));
    },
    /** Everybody who ever had an address; whoever has it now first. */
    async everHeld(address: string): Promise<readonly PersonState[]> {
      const found = many(await model.find({ tenant, everHeld: address }, projection).sort({ _id: 1 }).lean());
      const isNow = ({ addresses }: PersonState) => addresses.some((one) => one.address === address && isHeld(one));
      return [...found].sort((one, other) => Number(isNow(other)) - Number(isNow(one)));
    },
    /** Everybody who ever had an account. */
    everHad: async (account: Account): Promise<readonly PersonState[]> =>
      many(await model.find({ tenant, everBound: accountKey(account) }, projection).lean()),
    async everShared(ids: readonly PersonId[]): Promise<readonly PersonState[]> {
      const people = new Map((await byIds(ids)).map((one) => [one.id, one]));
      const asked = new Set<string>();
      for (;;) {
        const accounts = [...people.values()].flatMap(everBound).filter((key) => !asked.has(key));
        const words = [...people.keys()].filter((id) => !asked.has(personKey(id)));
        if (accounts.length === 0 && words.length === 0) return [...people.values()];
        for (const key of [...accounts, ...words.map(personKey)]) asked.add(key);
        const [sharing, named] = await Promise.all([
          accounts.length === 0 ? [] : model.find({ tenant, everBound: { $in: accounts } }, projection).lean(),
          words.length === 0 ? [] : knownBy(words),
        ]);
        for (const person of many([...sharing, ...named])) people.set(person.id, people.get(person.id) ?? person);
      }
    },
    async linked(skip: number, limit: number): Promise<readonly BoundAccount[]> {
      const documents = await model
        .find({ tenant, linkedAt: { $gte: 0 } }, projection)
        .sort({ linkedAt: -1, _id: 1 })
        .limit(skip + limit)
        .lean();
      return many(documents)
        .flatMap((person) => boundOf(person).filter(isByHand))
        .sort((one, other) => other.boundAt - one.boundAt)
        .slice(skip, skip + limit);
    },
    async waiting(): Promise<readonly PersonState[]> {
      return many(
        await model
          .find({ tenant, waitingSince: { $gte: 0 } }, projection)
          .sort({ waitingSince: 1 })
          .lean(),
      );
    },
  };
}

/** What to look for to find whose an address is. */
function keysOf(address: string): readonly string[] {
  const account = address.includes('@') ? null : parseAccountKey(address);
  return account ? [addressKey(address), bindingKey(account)] : [addressKey(address)];
}

export function ownerOf(address: string, people: readonly PersonState[]): PersonState | null {
  return (
    people.find(({ bindings }) => bindings.some((one) => isCurrent(one) && accountKey(one.account) === address)) ??
    people.find(({ addresses }) => addresses.some((one) => isHeld(one) && one.address === address)) ??
    null
  );
}

/** The accounts that are a person's now. */
export function boundOf({ id, bindings }: PersonState): readonly BoundAccount[] {
  return bindings
    .filter(isCurrent)
    .map(({ account, email, how, name, from, outsideSince }) => ({
      account,
      person: id,
      email,
      how,
      name,
      boundAt: from,
      outsideSince,
    }))
    .sort((one, other) => (accountKey(one.account) < accountKey(other.account) ? -1 : 1));
}

export function personOf(state: PersonState): Person {
  const emails = state.addresses.filter(isHeld).map((one) => ({ address: one.address, proved: isSure(one) }));
  return {
    ...state,
    emails: emails.sort((one, other) => (one.address < other.address ? -1 : 1)),
    accounts: boundOf(state),
  };
}
