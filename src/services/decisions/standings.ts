import { LRUCache } from 'lru-cache';
import type { Access } from '../../domain/access.ts';
import type { Entitlement } from '../../domain/entitlement.ts';
import { normalEmail } from '../../domain/identity.ts';
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

/** How long what was read counts, in ms: a revocation counts within a second, the way to MongoDB and back included. */
const freshMs = 800;
const mostKept = 10_000;
const nothing: Standing = { addresses: [], grants: [] };

/**
 * What a subject holds. It is read from MongoDB and kept for less than a second; where MongoDB can't be asked, this throws
 * `StoreUnavailable` and nothing older is used.
 */
export function createStandings({ store, clock }: Pick<Deps, 'store' | 'clock'>) {
  const kept = new LRUCache<string, { readonly at: number; readonly standing: Promise<Standing> }>({ max: mostKept });

  return function standingOf({ type, id }: Entity): Promise<Standing> {
    const key = `${type} ${id}`;
    const now = clock.now();
    const known = kept.get(key);
    if (known !== undefined && now - known.at < freshMs && now >= known.at) return known.standing;
    const standing = read(type, id);
    kept.set(key, { at: now, standing });
    standing.catch(() => kept.delete(key));
    return standing;
  };

  async function read(type: string, id: string): Promise<Standing> {
    if (type !== 'user' && type !== 'person') return nothing;
    const email = type === 'user' ? normalEmail(id) : null;
    const person = email === null ? await store.people.byId(id) : await store.people.byEmail(email);
    // A product can report somebody whom Latchkey has not met (C2).
    if (person === null) return email === null ? nothing : { addresses: [email], grants: [] };
    return { addresses: addressesOf(person), grants: grantsOf(await store.accesses.openOf(person.id)) };
  }
}

export type StandingOf = ReturnType<typeof createStandings>;

/** What of somebody's accesses can give something. */
export function grantsOf(accesses: readonly Access[]): readonly Grant[] {
  return accesses.flatMap(({ state, distrust, entitlement, until }) =>
    state === 'active' && distrust === undefined ? [{ entitlement, until }] : [],
  );
}
