import type { Access } from '../../domain/access.ts';
import { accessesByPerson } from '../../domain/access.ts';
import type { Client } from '../../domain/catalogue.ts';
import { entitlementKey } from '../../domain/entitlement.ts';
import { normalEmail } from '../../domain/identity.ts';
import type { Deps } from '../deps.ts';
import { addressesOf } from '../identity/identify.ts';
import { permissionActions, productActions } from './action-names.ts';
import { decideOn } from './decide.ts';
import type { Entity } from './entities.ts';
import type { Resource } from './scope.ts';
import { resourceOf, resourcesOf } from './scope.ts';
import type { Standing, StandingOf } from './standings.ts';
import { grantsOf } from './standings.ts';

/** How many people are read at once. */
const batch = 200;

/**
 * The three searches: everything of a type that would be permitted now, in a stable order. What isn't the client's, and a
 * type that nobody knows, gives an empty list.
 */
export function createSearch(
  { store, directory, clock }: Pick<Deps, 'store' | 'directory' | 'clock'>,
  standingOf: StandingOf,
) {
  return { subjects, resources, actions };

  async function subjects(client: Client, type: string, action: string, resource: Entity): Promise<readonly Entity[]> {
    const found = resourceOf(resource, client, directory);
    if (found === null || (type !== 'user' && type !== 'person')) return [];
    const people = accessesByPerson(await accessesAround(found));
    const standings = new Map<string, Standing>();
    const named = new Map<string, string>();
    const ids = [...people.keys()];
    for (let from = 0; from < ids.length; from += batch) {
      for (const person of await store.people.byIds(ids.slice(from, from + batch))) {
        const grants = grantsOf(people.get(person.id) ?? []);
        standings.set(person.id, { addresses: addressesOf(person), grants });
        const name = type === 'person' ? person.id : person.email;
        if (name !== null) named.set(person.id, name);
      }
    }
    const allowed = [...standings].filter(([, standing]) => isAllowed(found, action, standing));
    const names = allowed.flatMap(([id]) => named.get(id) ?? []);
    const reported = await administrators(found, action, type);
    return [...new Set([...names, ...reported])].sort().map((id) => ({ type, id }));
  }

  /** A product's administrators, whom Latchkey need not have met (C2). */
  async function administrators(resource: Resource, action: string, type: string): Promise<readonly string[]> {
    if (resource.kind !== 'product') return [];
    const addresses = resource.product.administrators.map(normalEmail);
    const allowed = addresses.filter((address) => isAllowed(resource, action, { addresses: [address], grants: [] }));
    if (type === 'user') return allowed.filter((address) => address.includes('@'));
    const people = await store.people.meant(allowed);
    return people.map(({ id }) => id);
  }

  /** Every access that can matter to a question about a resource. */
  function accessesAround(resource: Resource): Promise<readonly Access[]> {
    if (resource.kind === 'product') {
      return store.accesses.activeFor([entitlementKey({ kind: 'console', product: resource.product.id })]);
    }
    return store.accesses.openUnder([`role:${resource.instance.id}/`, `item:${resource.instance.id}/`]);
  }

  async function resources(client: Client, subject: Entity, action: string, type: string): Promise<readonly Entity[]> {
    const all = resourcesOf(type, client, directory);
    if (all.length === 0) return [];
    const standing = await standingOf(subject);
    return all.filter((one) => {
      const found = resourceOf(one, client, directory);
      return found !== null && isAllowed(found, action, standing);
    });
  }

  async function actions(client: Client, subject: Entity, resource: Entity): Promise<readonly string[]> {
    const found = resourceOf(resource, client, directory);
    if (found === null) return [];
    const standing = await standingOf(subject);
    const names = Object.keys(found.kind === 'product' ? productActions : permissionActions);
    return names.filter((action) => isAllowed(found, action, standing));
  }

  function isAllowed(resource: Resource, action: string, standing: Standing): boolean {
    return decideOn(resource, action, standing, directory, clock.now())?.answer.effect === 'allow';
  }
}

export type Search = ReturnType<typeof createSearch>;
