import { LRUCache } from 'lru-cache';
import { atMost } from '../../lib/read-cache.ts';
import type { Access } from '../../domain/access.ts';
import type { Entitlement } from '../../domain/entitlement.ts';
import { entitlementKey } from '../../domain/entitlement.ts';
import { normalEmail } from '../../domain/identity.ts';
import type { PersonId } from '../../domain/identity.ts';
import type { Deps } from '../deps.ts';
import { addressesOf } from '../identity/identify.ts';
import type { Entity } from './entities.ts';

/** One thing that somebody was granted; `until` null: without end. */
export interface Grant {
  readonly entitlement: Entitlement;
  readonly until: number | null;
}

/** What decisions about one person rest on. */
export interface Standing {
  /** Addresses by which a product can report them as its administrator (C2). */
  readonly addresses: readonly string[];
  /** Active accesses that nobody changed outside Latchkey. Their time is looked at when something is decided. */
  readonly grants: readonly Grant[];
}

/** How long what was read counts unless it is looked at again, in ms: a revocation counts within a second, the way to MongoDB and back included. */
const freshMs = 800;
/** What nobody asked about for so long isn't looked at again, in ms. */
const idleMs = 60_000;
const mostKept = 2_000;
const nothing: Standing = { addresses: [], grants: [] };

interface Kept {
  /** When it was last known to be so: the moment before MongoDB was asked, in ms. */
  at: number;
  askedAt: number;
  readonly read: Promise<Read>;
}

/** `person` null: nobody is known by it yet, so that nothing tells when somebody is. */
interface Read {
  readonly standing: Standing;
  readonly person: PersonId | null;
  readonly versions: string;
}

/**
 * What subjects hold. It is read from MongoDB and counts for less than a second; `keepFresh` asks MongoDB for the versions of
 * all that were asked about lately, so that what didn't change needs no further read. Where MongoDB can't be asked,
 * `standingOf` throws `StoreUnavailable`, and nothing older is used.
 */
export function createStandings({ store, clock }: Pick<Deps, 'store' | 'clock'>) {
  const kept = new LRUCache<string, Kept>(atMost(mostKept));

  return { standingOf, keepFresh };

  async function standingOf({ type, id }: Entity): Promise<Standing> {
    const key = `${type} ${id}`;
    const now = clock.now();
    const known = kept.get(key);
    if (known !== undefined && now - known.at < freshMs && now >= known.at) {
      known.askedAt = now;
      return (await known.read).standing;
    }
    const read = readNow(type, id);
    kept.set(key, { at: now, askedAt: now, read });
    read.catch(() => kept.delete(key));
    return (await read).standing;
  }

  /** Looks once which of the people that were asked about lately changed: two queries, however many they are. */
  async function keepFresh(): Promise<void> {
    const now = clock.now();
    const people = new Map<string, PersonId>();
    for (const [key, one] of kept.entries()) {
      const { person } = await one.read;
      if (person !== null && now - one.askedAt < idleMs) people.set(key, person);
    }
    if (people.size === 0) return;
    const at = clock.now();
    const versions = await versionsOf([...new Set(people.values())]);
    for (const [key, person] of people) {
      const one = kept.peek(key);
      if (one === undefined || one.at > at) continue;
      if ((await one.read).versions === versions.get(person)) one.at = at;
      else kept.delete(key);
    }
  }

  async function versionsOf(people: readonly PersonId[]): Promise<ReadonlyMap<PersonId, string>> {
    const [own, open] = await Promise.all([store.people.versions(people), store.accesses.openVersions(people)]);
    return new Map(people.map((id) => [id, `${own.get(id) ?? 'gone'} ${open.get(id) ?? ''}`]));
  }

  async function readNow(type: string, id: string): Promise<Read> {
    if (type !== 'user' && type !== 'person') return { standing: nothing, person: null, versions: '' };
    const email = type === 'user' ? normalEmail(id) : null;
    const person = email === null ? await store.people.byId(id) : await store.people.byEmail(email);
    // A product can report somebody whom Latchkey has not met (C2).
    if (person === null) {
      return { standing: email === null ? nothing : { addresses: [email], grants: [] }, person: null, versions: '' };
    }
    const open = await store.accesses.openOf(person.id);
    const sorted = open.toSorted((one, other) =>
      compare(entitlementKey(one.entitlement), entitlementKey(other.entitlement)),
    );
    return {
      standing: { addresses: addressesOf(person), grants: grantsOf(open) },
      person: person.id,
      versions: `${person.version} ${sorted.map((one) => `${one.id}:${one.version} `).join('')}`,
    };
  }
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

export type Standings = ReturnType<typeof createStandings>;
export type StandingOf = Standings['standingOf'];

/** What of somebody's accesses can give something. */
export function grantsOf(accesses: readonly Access[]): readonly Grant[] {
  return accesses.flatMap(({ state, distrust, entitlement, until }) =>
    state === 'active' && distrust === undefined ? [{ entitlement, until }] : [],
  );
}
