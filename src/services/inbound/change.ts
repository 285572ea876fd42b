import { changeOf } from '../../domain/fact-brake.ts';
import type { Change, Named } from '../../domain/fact-brake.ts';
import type { FactAbout } from '../../domain/reported.ts';
import { readMember } from '../../domain/reported.ts';
import type { Deps } from '../deps.ts';
import { addressesOf } from '../identity/identify.ts';
import { gaveUp } from '../identity/entries.ts';

/** A change of a list, by person, with how to show each. */
export interface ShownChange extends Change {
  /** How each person who is gone or new is called, in the order of the lists. */
  readonly labels: ReadonlyMap<string, string>;
}

/** The person and the list of an entry, as it is written. */
export function namedIn(about: FactAbout, entry: string): { readonly email: string; readonly list: string } {
  if (about.kind !== 'members') return { email: entry, list: '' };
  const { role, email } = readMember(entry);
  return { email, list: role };
}

/** Compares lists by person (A8): two addresses that mean one person are one, and one that means nobody stands for itself. */
export function createCompare({ store }: Pick<Deps, 'store'>) {
  return { between, releasedIn, peopleIn };

  async function between(about: FactAbout, before: readonly string[], after: readonly string[]): Promise<ShownChange> {
    const entries = [...before, ...after].map((entry) => namedIn(about, entry));
    const holder = await holders(entries.map(({ email }) => email));
    const named = (all: readonly string[]): readonly Named[] =>
      all.map((entry) => {
        const { email, list } = namedIn(about, entry);
        return { person: holder(email), list };
      });
    const labels = new Map(entries.map(({ email }) => [holder(email), email]));
    return { ...changeOf(named(before), named(after)), labels };
  }

  /** Whether one of these entries is new and names an address that was given up: it waits for a Latchkey administrator (A8). */
  async function releasedIn(about: FactAbout, before: readonly string[], after: readonly string[]): Promise<boolean> {
    const known = new Set(before);
    const fresh = after.filter((entry) => !known.has(entry)).map((entry) => namedIn(about, entry).email);
    if (fresh.length === 0) return false;
    const meant = await store.people.meant(fresh);
    return fresh.some((email) => meant.some((person) => gaveUp(person, email)));
  }

  /** The ids of everybody whom these entries name, as far as they are known. */
  async function peopleIn(about: FactAbout, entries: readonly string[]): Promise<ReadonlySet<string>> {
    const emails = entries.map((entry) => namedIn(about, entry).email);
    return new Set((await store.people.meant([...new Set(emails)])).map(({ id }) => id));
  }

  async function holders(emails: readonly string[]): Promise<(email: string) => string> {
    const unique = [...new Set(emails)];
    const people = unique.length === 0 ? [] : await store.people.meant(unique);
    const ids = new Map(
      people.flatMap((person) => addressesOf(person).map((address) => [address, person.id] as const)),
    );
    return (email) => ids.get(email) ?? email;
  }
}

export type Compare = ReturnType<typeof createCompare>;
