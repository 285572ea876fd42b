import type { Model } from 'mongoose';
import { accountKey, type Account, type PersonId, parseAccountKey } from '../../domain/identity.ts';
import type { PersonState } from '../../domain/person.ts';
import {
  addressKey,
  bindingKey,
  currentBinding,
  isByHand,
  isCurrent,
  isHeld,
  isSure,
  meantBy,
  personKey,
  waitsKeyOf,
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

  async function versions(ids: readonly PersonId[]): Promise<ReadonlyMap<PersonId, number>> {
    const keys = [...new Set(ids)].map((id) => personDocumentId(tenant, id));
    const found = await model.find({ _id: { $in: keys } }, { id: 1, version: 1 }).lean();
    return new Map(found.map(({ id, version }) => [id, version]));
  }

  /** Whoever holds any of these (`heldKeys`). */
  async function holding(keys: readonly string[]): Promise<readonly PersonState[]> {
    if (keys.length === 0) return [];
    return many(await model.find({ tenant, held: { $in: [...new Set(keys)] } }, projection).lean());
  }

  /** Whoever holds any of these, in one query; those whose key is their id are looked for by it. */
  async function looked(keys: readonly string[]): Promise<readonly PersonState[]> {
    const ids = keys.filter((key) => key.startsWith(personKey(''))).map((key) => key.slice(personKey('').length));
    const rest = keys.filter((key) => !key.startsWith(personKey('')));
    if (rest.length === 0) return byIds(ids);
    if (ids.length === 0) return holding(rest);
    const places = ids.map((id) => personDocumentId(tenant, id));
    // Each names its tenant and has an index of its own.
    const either = [{ _id: { $in: places } }, { tenant, held: { $in: rest } }];
    return many(await model.find({ $or: either }, projection).lean());
  }

  /**
   * Who ever had one of these accounts (`accountKey`), or holds what waits of one of them; or `isKnownBy` any of these people,
   * at most 500 of them.
   */
  async function linkedBy(accounts: readonly string[], words: readonly PersonId[]): Promise<readonly PersonState[]> {
    // Each has an index of its own.
    const sharing = [
      { tenant, everBound: { $in: accounts } },
      { tenant, held: { $in: accounts.map(waitsKeyOf) } },
    ];
    const known = {
      tenant,
      'addresses.by': { $in: words },
      'everBound.0': { $exists: true },
      'bindings.how': { $ne: 'email' },
    } as const;
    const either = await model
      .find({ $or: [...(accounts.length > 0 ? sharing : []), ...(words.length > 0 ? [known] : [])] }, projection)
      .limit(mostKnown)
      .lean();
    if (either.length < mostKnown) return many(either);
    // Whoever shares an account is never among those who are left out.
    const [all, some] = await Promise.all([
      accounts.length === 0 ? [] : model.find({ $or: sharing }, projection).lean(),
      words.length === 0 ? [] : model.find(known, projection).limit(mostKnown).lean(),
    ]);
    return many([...all, ...some]);
  }

  return {
    byIds,
    versions,
    byId: async (id: PersonId): Promise<PersonState | null> => (await byIds([id]))[0] ?? null,
    holding,
    looked,
    linkedBy,
    async byAccount(account: Account): Promise<PersonState | null> {
      const found = await holding([bindingKey(account)]);
      return found.find((person) => currentBinding(person, account) !== null) ?? null;
    },
    /**
     * Whose each address is, in the order asked: the written form of an account is whose the account is now, before
     * anybody's address.
     */
    async byAddresses(addresses: readonly string[]): Promise<readonly PersonState[]> {
      return ownersOf(addresses, await holding(addresses.flatMap(keysOf)));
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
export function keysOf(address: string): readonly string[] {
  const account = address.includes('@') ? null : parseAccountKey(address);
  return account ? [addressKey(address), bindingKey(account)] : [addressKey(address)];
}

/** Whose each of these is, in their order, each person once. */
export function ownersOf(addresses: readonly string[], people: readonly PersonState[]): readonly PersonState[] {
  const owners = addresses.flatMap((address) => ownerOf(address, people) ?? []);
  return [...new Map(owners.map((owner) => [owner.id, owner])).values()];
}

/** Whether somebody had an account, is known by a word of one of these, and isn't proved by a platform; the rest link nobody further. */
export function isKnownBy({ addresses, bindings }: PersonState, by: ReadonlySet<PersonId>): boolean {
  const isNamed = addresses.some((one) => one.by !== null && by.has(one.by));
  return isNamed && bindings.length > 0 && bindings.every(({ how }) => how !== 'email');
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
