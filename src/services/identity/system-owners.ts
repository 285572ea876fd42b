import type { PersonId } from '../../domain/identity.ts';
import type { SystemOwner } from '../../domain/decide/types.ts';
import type { Deps } from '../deps.ts';

/**
 * Whoever runs a system, by the addresses that the file named when it asked: whoever has one of them now, or had it first.
 * They have no vote in what it asks.
 */
export async function systemOwners(
  { people }: Pick<Deps['store'], 'people'>,
  owners: readonly string[],
): Promise<readonly PersonId[]> {
  if (owners.length === 0) return [];
  const [first, now] = await Promise.all([people.meant(owners), people.byEmails(owners)]);
  return [...new Set([...first, ...now].map(({ id }) => id))];
}

/** The same of several systems, each owner with the system that they run. */
export async function ownersBySystem(
  store: Pick<Deps['store'], 'people'>,
  systems: readonly { readonly label: string; readonly owners: readonly string[] }[],
): Promise<readonly SystemOwner[]> {
  const found = await Promise.all(
    systems.map(async ({ label, owners }) =>
      (await systemOwners(store, owners)).map((person) => ({ person, system: label })),
    ),
  );
  return found.flat();
}
