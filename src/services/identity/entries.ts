import type { Meanings, ListedEntry } from '../../domain/listed-entries.ts';
import type { Catalogue } from '../../domain/catalogue.ts';
import { continues, listedEntries } from '../../domain/listed-entries.ts';
import type { PersonId } from '../../domain/identity.ts';
import { meantBy, writtenPerson } from '../../domain/person.ts';
import type { CatalogueState, WaitingEntry } from '../../ports/catalogue.ts';
import type { Person } from '../../ports/people.ts';
import type { Deps } from '../deps.ts';
import { derivedId } from '../ids.ts';

/** What a Latchkey administrator said of an entry: whom it means, or nobody. */
export interface EntryDecision {
  readonly entry: WaitingEntry;
  readonly person: PersonId | null;
  /** Ms. */
  readonly at: number;
}

/** With where it stands in the file. */
export type PlacedEntry = WaitingEntry & ListedEntry;

/** The journal's key of the decision about an entry: the first one holds. */
export const entryKey = ({ id }: Pick<WaitingEntry, 'id'>): string => `entry/${id}`;

/**
 * Entries of `latchkey.yml` that name a released address (A8). They mean nobody until a Latchkey administrator has said whom
 * they mean; entries that were there before go on meaning whom they meant.
 */
export function createEntries({ store, directory }: Pick<Deps, 'store' | 'directory'>) {
  let waiting: readonly WaitingEntry[] = [];
  let decisions: readonly EntryDecision[] = [];

  /** What waits under this file: entries that are new since the last one and name a released address, and those that waited. */
  async function waitingIn(
    last: CatalogueState | null,
    round: string,
    declared: Catalogue = directory.declared,
  ): Promise<readonly WaitingEntry[]> {
    const listed = listedEntries(declared);
    const keys = new Set(listed.map(({ key }) => key));
    const kept = (last?.waiting ?? []).filter(({ key }) => keys.has(key));
    const known = new Set(last === null ? [] : (last.listed ?? listedBefore(last, listed)));
    const added = listed.filter(({ key }) => !known.has(key));
    const { carried, fresh } = carryOn(added, [...known], last?.waiting ?? []);
    const first = fresh.length === 0 ? [] : await store.people.meant(fresh.map(({ email }) => email));
    const released = fresh.filter(({ email }) => first.some((person) => gaveUp(person, email)));
    return [...kept, ...carried, ...released.map(({ key }) => ({ id: derivedId('entry', key, round), key }))];
  }

  /** From now on this is declared and these wait, as far as nobody has decided. */
  async function use(entries: readonly WaitingEntry[], declared?: Catalogue): Promise<void> {
    const keys = [...new Set(entries.map(entryKey))];
    const found = entries.length === 0 ? [] : await store.journal.byKeys(keys);
    const decided = new Map(found.map((one) => [one.key, one]));
    decisions = entries.flatMap((entry) => {
      const { facts, at } = decided.get(entryKey(entry)) ?? {};
      if (facts === undefined || at === undefined) return [];
      return [{ entry, person: typeof facts['person'] === 'string' ? facts['person'] : null, at }];
    });
    const known = new Set(decisions.map(({ entry }) => entry.id));
    waiting = entries.filter(({ id }) => !known.has(id));
    directory.mean(meanings(), declared);
  }

  /** Takes up what another process decided. Costs nothing while nothing waits. */
  async function refresh(): Promise<void> {
    if (waiting.length > 0) await use([...waiting, ...decisions.map(({ entry }) => entry)]);
  }

  /** What was last imported; for a process that imports nothing itself. */
  async function load(): Promise<void> {
    await use((await store.catalogue.read())?.waiting ?? []);
  }

  function meanings(): Meanings {
    return new Map([
      ...waiting.map(({ key }) => [key, null] as const),
      ...decisions.map(({ entry, person }) => [entry.key, person === null ? null : writtenPerson(person)] as const),
    ]);
  }

  /** Whom a key means: a person by the administrator's word, null for nobody; undefined: whom its address says. */
  function meaning(key: string): PersonId | null | undefined {
    if (waiting.some((entry) => entry.key === key)) return null;
    return decisions.find(({ entry }) => entry.key === key)?.person;
  }

  /** What waits now, with where it stands in the file. */
  function undecided(): readonly PlacedEntry[] {
    return placed(waiting);
  }

  /** An entry of the file that waits, or waited, by its id. */
  function find(id: string): PlacedEntry | null {
    return placed([...waiting, ...decisions.map(({ entry }) => entry)]).find((one) => one.id === id) ?? null;
  }

  function placed(entries: readonly WaitingEntry[]): readonly PlacedEntry[] {
    const listed = new Map(listedEntries(directory.declared).map((one) => [one.key, one]));
    return entries.flatMap((entry) => {
      const one = listed.get(entry.key);
      return one === undefined ? [] : [{ ...entry, ...one }];
    });
  }

  /** Whether somebody is in a list only by what an administrator decided after `at` (ms). */
  function isNewer(list: string, person: PersonId, at: number): boolean {
    return decisions.some((one) => one.entry.key.startsWith(`${list} `) && one.person === person && one.at > at);
  }

  return { waitingIn, use, load, refresh, meaning, undecided, find, isNewer };
}

export type Entries = ReturnType<typeof createEntries>;

/**
 * Entries that are new only because their list of persons changed: where one earlier entry said the same of the address, its
 * answer, or its question, goes on. Where several did that differ, it's asked again.
 */
function carryOn(added: readonly ListedEntry[], known: readonly string[], waited: readonly WaitingEntry[]) {
  const carried: WaitingEntry[] = [];
  const fresh = added.filter(({ key }) => {
    const earlier = known.filter((one) => continues(key, one));
    const answers = new Set(earlier.map((one) => waited.find((entry) => entry.key === one)?.id ?? null));
    const [only] = answers;
    if (only === undefined || answers.size > 1) return true;
    if (only !== null) carried.push({ id: only, key });
    return false;
  });
  return { carried, fresh };
}

/** What an older version remembered of a file: of the other lists nothing is known, so nothing of them is new. */
function listedBefore(last: CatalogueState, listed: readonly ListedEntry[]): readonly string[] {
  const isKept = (key: string) => key.startsWith('role:') || key.startsWith('product:');
  return [
    ...last.members,
    ...last.productAdministrators.map((one) => `product:${one}`),
    ...listed.map(({ key }) => key).filter((key) => !isKept(key)),
  ];
}

/** Whether somebody had an address first, and doesn't have it now. */
export function gaveUp(person: Pick<Person, 'addresses' | 'emails'>, email: string): boolean {
  return hadFirst(person, email) && !hasNow(person, email);
}

/** Whether an address in the configuration means somebody: they had it first (A8). */
export function hadFirst(person: Pick<Person, 'addresses'>, email: string): boolean {
  return meantBy(person).some(({ address }) => address === email);
}

export function hasNow({ emails }: Pick<Person, 'emails'>, email: string): boolean {
  return emails.some(({ address }) => address === email);
}
