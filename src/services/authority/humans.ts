import type { Ask } from '../../domain/access.ts';
import type { AccessCommand } from '../../domain/decide/index.ts';
import type { Entitlement } from '../../domain/entitlement.ts';
import { isLimit } from '../../domain/entitlement.ts';
import { accountAddress, accountKey, normalEmail } from '../../domain/identity.ts';
import type { Account, PersonId } from '../../domain/identity.ts';
import { linkedTo, strangers, withoutDeadEnds } from '../../domain/one-human.ts';
import type { Apart, HumanFacts, Typed } from '../../domain/one-human.ts';
import type { Person } from '../../ports/people.ts';
import type { Deps } from '../deps.ts';
import { addressesOf } from '../identity/identify.ts';
import { apartKey } from '../identity/apart-key.ts';

/** Loads what tells whether persons are one human (A7): accounts that they shared, the configuration, who named whom. */
export function createHumans({ store, directory }: Pick<Deps, 'store' | 'directory'>) {
  return { of, concerning, concernedBy, declaredApart };

  /** For a decision: about whoever it is about, asked for it, decided, and decides now. None where nobody is compared. */
  async function concerning(
    { name }: Pick<AccessCommand, 'name'>,
    entitlement: Entitlement,
    actor: PersonId | null,
    subject: PersonId,
    ask: Ask | null,
    owners: readonly PersonId[],
  ): Promise<HumanFacts> {
    const given = actor === null ? [subject] : [actor, subject];
    if (name === 'approve' || name === 'start' || name === 'recheck') {
      return of(
        [
          ...given,
          ...owners,
          ...(ask
            ? [ask.by.id, ...(ask.from ? [ask.from.person.id] : []), ...ask.decisions.map(({ person }) => person.id)]
            : []),
        ],
        ask,
      );
    }
    if (name === 'grant' || (isLimit(entitlement) && actor !== null)) return of(given, null);
    return strangers;
  }

  /**
   * Whom an account and an e-mail concern: whoever ever had the account, whoever has the e-mail, and whoever the file declares
   * to be one human with either, also where it is nobody's yet.
   */
  async function concernedBy(account: Account, email: string): Promise<readonly PersonId[]> {
    const own = new Set([email, accountAddress(account)]);
    const declaredOne = directory.catalogue.same.filter((group) => group.some((one) => own.has(normalEmail(one))));
    const [holders, owner, meant] = await Promise.all([
      store.people.everHad(account),
      store.people.byEmail(email),
      declaredOne.length === 0 ? [] : store.people.meant(declaredOne.flat()),
    ]);
    return [...new Set([...holders, ...(owner ? [owner] : []), ...meant].map(({ id }) => id))];
  }

  /** About these persons, in an ask; null: as things are now. */
  async function of(ids: readonly PersonId[], ask: Ask | null): Promise<HumanFacts> {
    const wanted = [...new Set(ids)];
    if (wanted.length < 2) return strangers;
    const same = await declared('same');
    const people = new Map<PersonId, Person>();
    let facts = { shared: sharedBy([]), same, typed: typedBy([]) };
    for (let next = linkedTo(facts, wanted); next.some((id) => !people.has(id)); next = linkedTo(facts, wanted)) {
      const found = await store.people.everShared(next);
      // Somebody who is not stored is looked for once.
      const before = people.size;
      for (const person of found) people.set(person.id, person);
      facts = { same, shared: sharedBy([...people.values()]), typed: typedBy([...people.values()]) };
      if (people.size === before) break;
    }
    const linking = withoutDeadEnds(facts, wanted);
    const linked = linkedTo(linking, wanted);
    // Who isn't linked to anybody counts as one with nobody, whoever said that they are two people.
    return { ...linking, apart: isAnyLinked(linking, linked) ? await apart(linked, ask) : [] };
  }

  /** Pairs that `people.different` names, as persons. */
  function declaredApart(): Promise<readonly (readonly PersonId[])[]> {
    return declared('different');
  }

  async function declared(list: 'same' | 'different'): Promise<readonly (readonly PersonId[])[]> {
    const groups = directory.catalogue[list];
    if (groups.length === 0) return [];
    const people = await store.people.meant(groups.flat());
    const ids = new Map(
      people.flatMap((person) => addressesOf(person).map((address) => [address, person.id] as const)),
    );
    return groups.map((group) => [...new Set(group.flatMap((address) => ids.get(address) ?? []))]);
  }

  /** Accounts that more than one of these had, at whatever time. */
  function sharedBy(people: readonly Person[]): readonly (readonly PersonId[])[] {
    const owners = new Map<string, Set<PersonId>>();
    for (const { id, bindings } of people) {
      for (const { account } of bindings) {
        const key = accountKey(account);
        owners.set(key, (owners.get(key) ?? new Set()).add(id));
      }
    }
    const shared = [...owners.values()].filter(({ size }) => size > 1).map((ids) => [...ids]);
    return [...shared, ...people.flatMap(ownNames)];
  }

  function typedBy(people: readonly Person[]): readonly Typed[] {
    return people.flatMap((person) => {
      if (isProved(person) || ownNames(person).length > 0) return [];
      const all = [person.namedBy, ...person.addresses.map(({ by }) => by)];
      return [...new Set(all)].flatMap((by) => (by === undefined || by === null ? [] : [{ person: person.id, by }]));
    });
  }

  /**
   * Whether more than somebody's word stands for a person: a member's account in our workspace, or the configuration. An
   * entry of the configuration is no proof where only an administrator's word says who it is.
   */
  function isProved(person: Person): boolean {
    const vouched = new Set(person.addresses.flatMap(({ address, state }) => (state === 'vouched' ? [address] : [])));
    return isMember(person) || addressesOf(person).some((address) => directory.names(address) && !vouched.has(address));
  }

  /** Who is two people by the configuration, and by an administrator's word. */
  async function apart(ids: readonly PersonId[], ask: Ask | null): Promise<readonly Apart[]> {
    if (ids.length < 2) return [];
    const then = ask?.apart ?? [];
    const byFile = (await declaredApart()).flatMap(pairsOf).map(([one, other]): Apart => {
      const held = ask === null || then.some((pair) => pair.includes(one) && pair.includes(other));
      return { one, other, since: held ? 0 : Infinity };
    });
    const pairs = pairsOf(ids);
    const keys = new Map(pairs.map(([one, other]) => [apartKey(one, other), [one, other] as const]));
    const ruled = await store.journal.byKeys([...keys.keys()]);
    const byWord = ruled.flatMap(({ key, at }): Apart[] => {
      const [one, other] = keys.get(key) ?? [];
      return one === undefined || other === undefined ? [] : [{ one, other, since: at }];
    });
    return [...byFile, ...byWord];
  }
}

export type Humans = ReturnType<typeof createHumans>;

/** Whether a full member's account in a workspace of ours stands for a person: its platform proves everybody's e-mail. */
export function isMember({ bindings }: Pick<Person, 'bindings'>): boolean {
  return bindings.some(({ how }) => how === 'email');
}

/**
 * Whoever requests in their own name while it waits whose their account is counts as one with who has its e-mail: either is
 * no vote for the other (A7).
 */
function ownNames({ id, accounts, addresses }: Person): readonly (readonly PersonId[])[] {
  if (!accounts.some(({ how }) => how === 'own-name')) return [];
  return addresses.flatMap(({ by }) => (by === null ? [] : [[id, by]]));
}

/** Whether the configuration declares one of a person's accounts by its id. */
export function isDeclared({ accounts }: Pick<Person, 'accounts'>, members: readonly string[]): boolean {
  return accounts.some(({ account, how }) => how === 'declared' && members.includes(accountAddress(account)));
}

/** Whether any of these facts joins two of these persons. */
function isAnyLinked({ shared, same, typed }: Omit<HumanFacts, 'apart'>, persons: readonly PersonId[]): boolean {
  const wanted = new Set(persons);
  return [...shared, ...same, ...typed.map(({ person, by }) => [person, by])].some(
    (group) => new Set(group.filter((id) => wanted.has(id))).size > 1,
  );
}

function pairsOf(ids: readonly PersonId[]): (readonly [PersonId, PersonId])[] {
  return ids.flatMap((one, index) => ids.slice(index + 1).map((other) => [one, other] as const));
}
