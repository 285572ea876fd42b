import { isInForce } from '../domain/access.ts';
import type { Catalogue, PlatformRole } from '../domain/catalogue.ts';
import { accountKey } from '../domain/identity.ts';
import type { Account } from '../domain/identity.ts';
import type { ChatRoles } from '../ports/chat.ts';
import type { Clock } from '../ports/clock.ts';
import type { Store } from '../ports/store.ts';
import { mayHold } from './identify.ts';

interface Records {
  readonly store: Pick<Store, 'accesses' | 'people'>;
  readonly directory: { readonly catalogue: Catalogue };
  readonly clock: Pick<Clock, 'now'>;
}

/** The accounts of a platform whose person has an access in force to one of the entitlements, by their keys. */
export async function wantingAccounts(
  { store, directory, clock }: Records,
  platform: string,
  entitlements: readonly string[],
): Promise<ReadonlyMap<string, Account>> {
  const now = clock.now();
  const accesses = (await store.accesses.activeFor(entitlements)).filter((each) => isInForce(each, now));
  const people = await store.people.byIds([...new Set(accesses.map(({ person }) => person.id))]);
  const held = people.flatMap((person) => person.accounts.filter((each) => mayHold(each, person, directory)));
  return new Map(
    held.filter(({ account }) => account.platform === platform).map(({ account }) => [accountKey(account), account]),
  );
}

/**
 * The roles of one platform that `drift: restore` would take from somebody at the next start: those who hold them without
 * an access. With the index of the first target that gives each. Reads only; throws what the platform or the store throws.
 */
export async function wouldBeTaken(
  records: Records,
  platform: string,
  roles: Pick<ChatRoles, 'holders'>,
): Promise<readonly { readonly target: number; readonly role: PlatformRole['role']; readonly count: number }[]> {
  const { targets } = records.directory.catalogue;
  const givers = (role: string) => targets.filter((one) => one.platform === platform && one.role === role);
  const restored = targets
    .map((one, target) => ({ ...one, target }))
    .filter((one) => one.restore && targets[one.target] === givers(one.role)[0]);
  return Promise.all(
    restored.map(async ({ target, role }) => {
      const entitlements = givers(role).map(({ entitlement }) => entitlement);
      const wanting = await wantingAccounts(records, platform, entitlements);
      const holders = await roles.holders(role);
      return { target, role, count: holders.filter((account) => !wanting.has(accountKey(account))).length };
    }),
  );
}
