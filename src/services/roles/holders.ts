import { isInForce } from '../../domain/access.ts';
import { isSameRole } from '../../domain/catalogue.ts';
import type { Catalogue, PlatformRole } from '../../domain/catalogue.ts';
import { entitlementKey } from '../../domain/entitlement.ts';
import { accountAddress, accountKey } from '../../domain/identity.ts';
import type { Account } from '../../domain/identity.ts';
import type { ChatRoles } from '../../ports/chat.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Store } from '../../ports/store.ts';
import { mayHold } from '../identity/identify.ts';

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
  const givers = (role: string) => targets.filter((one) => isSameRole(one, { platform, role }));
  const restored = targets
    .map((one, target) => ({ ...one, target }))
    .filter((one) => one.restore && targets[one.target] === givers(one.role)[0]);
  return Promise.all(
    restored.map(async ({ target, role }) => {
      const entitlements = givers(role).map(({ entitlement }) => entitlement);
      const wanting = await wantingAccounts(records, platform, entitlements);
      const holders = await roles.holders(role);
      const told = new Set(fromFile(records.directory.catalogue, entitlements));
      const others = holders.filter((one) => !wanting.has(accountKey(one)) && !told.has(accountAddress(one)));
      return { target, role, count: others.length };
    }),
  );
}

/** Addresses of those to whom the file itself gives one of the entitlements: they have it from the next start. */
function fromFile({ instances }: Catalogue, entitlements: readonly string[]): readonly string[] {
  return instances.flatMap(({ id, members }) =>
    members
      .filter(({ role }) => entitlements.includes(entitlementKey({ kind: 'role', instance: id, role })))
      .map(({ email }) => email),
  );
}
