import { accountKey, type Account, type PersonId } from '../../domain/identity.ts';
import type { PersonState } from '../../domain/person.ts';
import {
  bindingKey,
  currentBinding,
  everBound,
  heldKeys,
  personKey,
  waitsKey,
  waitsKeyOf,
} from '../../domain/person.ts';
import { createAmbient } from '../../lib/ambient.ts';
import { isKnownBy, keysOf, type LoadPeople, ownersOf } from './load.ts';

/** How long what a unit of work read counts, in ms: whoever waits for a chat longer than this reads again. */
const longestMs = 5_000;

/** The unit of work that is under way, and whose reads it holds. One for the process, whatever stores are open. */
const units = createAmbient<{ readonly owner: LoadPeople; now: AtHand } | null>(null);

/** What one unit of work has read, and is reading. */
class AtHand {
  readonly since = performance.now();
  readonly people = new Map<PersonId, PersonState>();
  /** The same, by each key that they hold. */
  readonly holders = new Map<string, PersonState>();
  /** By what was looked for: settles when the answer is there, whoever it is. */
  readonly asked = new Map<string, Promise<void>>();
  /** The answers to `meant`, by what was asked. */
  readonly meant = new Map<string, Promise<readonly PersonState[]>>();
  /** What is asked for in this very turn, in one query. */
  next: { readonly keys: Set<string>; readonly done: Promise<void> } | null = null;
}

/**
 * Reads of people for the services. Within a unit of work (`run`: one command, one effect, one answer) a person is read at most
 * once, and what is asked for in one turn is one query. Nothing outlives its unit, and a unit forgets what it read
 * when it writes a person, when somebody else wrote first, and after 5 s (docs/adr/0017). Outside of a unit everything is read again.
 */
export function createPeopleAtHand(load: LoadPeople) {
  /** The unit of this store; what runs in another store's unit is outside of any. */
  function own() {
    const unit = units.get();
    return unit?.owner === load ? unit : null;
  }

  function current(): AtHand | null {
    const unit = own();
    if (unit === null) return null;
    if (performance.now() - unit.now.since > longestMs) unit.now = new AtHand();
    return unit.now;
  }

  function remember(unit: AtHand, found: readonly PersonState[]): void {
    for (const person of found) {
      if (unit.people.has(person.id)) continue;
      unit.people.set(person.id, person);
      for (const key of heldKeys(person)) {
        unit.holders.set(key, person);
        unit.asked.set(key, unit.asked.get(key) ?? Promise.resolve());
      }
    }
  }

  /** Reads, in one query, whoever holds any of these that nobody in this unit asked for before. */
  async function want(unit: AtHand, keys: readonly string[]): Promise<void> {
    const missing = keys.filter((key) => !unit.asked.has(key));
    if (missing.length > 0) {
      unit.next ??= batch(unit);
      for (const key of missing) {
        unit.next.keys.add(key);
        unit.asked.set(key, unit.next.done);
      }
    }
    await Promise.all(keys.flatMap((key) => unit.asked.get(key) ?? []));
  }

  function batch(unit: AtHand): NonNullable<AtHand['next']> {
    const keys = new Set<string>();
    const done = Promise.resolve().then(async () => {
      unit.next = null;
      try {
        remember(unit, await load.looked([...keys]));
      } catch (error) {
        for (const key of keys) unit.asked.delete(key);
        throw error;
      }
    });
    return { keys, done };
  }

  async function byIds(ids: readonly PersonId[]): Promise<readonly PersonState[]> {
    const unit = current();
    if (unit === null) return load.byIds(ids);
    await want(unit, ids.map(personKey));
    return [...new Set(ids)].flatMap((id) => unit.people.get(id) ?? []);
  }

  async function holding(keys: readonly string[]): Promise<readonly PersonState[]> {
    const unit = current();
    if (unit === null) return load.holding(keys);
    await want(unit, keys);
    return [...new Set(keys.flatMap((key) => unit.holders.get(key) ?? []))];
  }

  /** Who ever had one of these accounts, or is known by a word of one of these; whether one of them waits is read along with it. */
  async function linkedBy(accounts: readonly string[], words: readonly PersonId[]): Promise<readonly PersonState[]> {
    const unit = current();
    const ever = new Set(accounts);
    const by = new Set(words);
    const isLinked = (person: PersonState) => everBound(person).some((key) => ever.has(key)) || isKnownBy(person, by);
    if (unit === null) return (await load.linkedBy(accounts, words)).filter(isLinked);
    const keyOf = { account: (key: string) => `ever ${key}`, word: (id: PersonId) => `word ${id}` };
    const newAccounts = accounts.filter((key) => !unit.asked.has(keyOf.account(key)));
    const newWords = words.filter((id) => !unit.asked.has(keyOf.word(id)));
    if (newAccounts.length + newWords.length > 0) {
      remember(unit, await load.linkedBy(newAccounts, newWords));
      for (const key of [
        ...newAccounts.flatMap((one) => [keyOf.account(one), waitsKeyOf(one)]),
        ...newWords.map(keyOf.word),
      ]) {
        unit.asked.set(key, unit.asked.get(key) ?? Promise.resolve());
      }
    }
    return [...unit.people.values()].filter(isLinked);
  }

  return {
    /** Does one unit of work. */
    run: <T>(work: () => Promise<T>): Promise<T> => units.run({ owner: load, now: new AtHand() }, work),
    /** Somebody wrote: what was read before doesn't count any more. */
    forget(): void {
      const unit = own();
      if (unit !== null) unit.now = new AtHand();
    },
    byIds,
    byId: async (id: PersonId): Promise<PersonState | null> => (await byIds([id]))[0] ?? null,
    holding,
    /** Whose an account is now; whether it waits whose it is, is read along with it. */
    async byAccount(account: Account): Promise<PersonState | null> {
      const key = bindingKey(account);
      const unit = current();
      const isKnown = unit === null || unit.asked.has(key);
      const found = await holding(isKnown ? [key] : [key, waitsKey(account)]);
      return found.find((person) => currentBinding(person, account) !== null) ?? null;
    },
    byAddresses: async (addresses: readonly string[]): Promise<readonly PersonState[]> =>
      ownersOf(addresses, await holding(addresses.flatMap(keysOf))),
    async waitingFor(account: Account) {
      const found = (await holding([waitsKey(account)])).flatMap(({ waiting }) => waiting);
      return found.find((one) => accountKey(one.account) === accountKey(account)) ?? null;
    },
    async meant(addresses: readonly string[]): Promise<readonly PersonState[]> {
      const unit = current();
      if (unit === null) return load.meant(addresses);
      const key = JSON.stringify(addresses);
      const known = unit.meant.get(key);
      if (known) return known;
      const answer = load.meant(addresses);
      unit.meant.set(key, answer);
      answer.then(
        (found) => remember(unit, found),
        () => unit.meant.delete(key),
      );
      return answer;
    },
    async everShared(ids: readonly PersonId[]): Promise<readonly PersonState[]> {
      const people = new Map((await byIds(ids)).map((one) => [one.id, one]));
      const asked = new Set<string>();
      for (;;) {
        const accounts = [...people.values()].flatMap(everBound).filter((key) => !asked.has(key));
        const words = [...people.keys()].filter((id) => !asked.has(personKey(id)));
        if (accounts.length === 0 && words.length === 0) return [...people.values()];
        for (const key of [...accounts, ...words.map(personKey)]) asked.add(key);
        for (const person of await linkedBy(accounts, words)) {
          people.set(person.id, people.get(person.id) ?? person);
        }
      }
    },
  };
}

export type PeopleAtHand = ReturnType<typeof createPeopleAtHand>;
