import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { denyUserListing, itemRights } from '../../src/domain/entitlement.ts';
import type { HeldItemRight, HeldThere, InstancePolicy, Item } from '../../src/policy/index.ts';
import { builtInRoles, isOfFirstRank, permissions, smallerRoles } from '../../src/policy/index.ts';
import { builtIn, policyWith } from './ask.ts';

vi.setConfig({ testTimeout: 60_000 });

const labels = permissions.map(({ label }) => label);
const nothing: HeldThere = { roles: [], itemRights: [] };

/** What can be asked about each permission: no item, what is flagged or isn't, and assets with and without a right. */
const items: readonly (Item | undefined)[] = [
  undefined,
  { id: 'pkg-7', kind: 'package', allowedForHelpDesk: true },
  { id: 'pkg-8', kind: 'package' },
  { id: 'tool-1', kind: 'tool', allowedForHelpDesk: true },
  { id: 'pc-1', kind: 'asset' },
  { id: 'pc-2', kind: 'asset' },
  { id: 'pc-3', kind: 'asset' },
];

/** Everything that somebody with these roles may do, one question at a time. */
function rightsOf(policy: InstancePolicy, roles: readonly string[], rights: readonly HeldItemRight[]): Set<string> {
  const membership = policy.membership(roles);
  return new Set(
    labels.flatMap((permission) =>
      items.flatMap((item, at) =>
        policy.decide({ membership, permission, item, itemRights: rights }).effect === 'allow'
          ? [`${permission} ${at}`]
          : [],
      ),
    ),
  );
}

const isStrictSubset = (one: ReadonlySet<string>, other: ReadonlySet<string>): boolean =>
  one.size < other.size && [...one].every((right) => other.has(right));

/** The roles that would do, by the definition alone, in the tables' order. */
function wouldDo(policy: InstancePolicy, held: HeldThere, role: string, permission: string): readonly string[] {
  const may = (rights: ReadonlySet<string>) => rights.has(`${permission} 0`);
  const asked = rightsOf(policy, [...held.roles, role], held.itemRights);
  if (may(rightsOf(policy, held.roles, held.itemRights)) || !may(asked)) return [];
  return policy.roles.filter((other) => {
    if (other === denyUserListing || policy.mayDefinePermissions(policy.membership([other]))) return false;
    const rights = rightsOf(policy, [...held.roles, other], held.itemRights);
    return may(rights) && isStrictSubset(rights, asked);
  });
}

/** How many rights of the first rank a role adds, and how many in all. */
function adds(policy: InstancePolicy, { roles, itemRights: rights }: HeldThere, role: string): readonly number[] {
  const before = { membership: policy.membership(roles), itemRights: rights };
  const after = { membership: policy.membership([...roles, role]), itemRights: rights };
  const gained = policy.change(before, after).rights.filter(({ effect }) => effect === 'gained');
  return [gained.filter(({ permission }) => isOfFirstRank(permission)).length, gained.length];
}

const role = fc.constantFrom(...builtInRoles, denyUserListing);
const held: fc.Arbitrary<HeldThere> = fc.record({
  roles: fc.uniqueArray(role, { maxLength: 3 }),
  itemRights: fc.array(fc.record({ item: fc.constantFrom('pc-1', 'pc-2'), right: fc.constantFrom(...itemRights) }), {
    maxLength: 3,
  }),
});
const groups = fc.array(fc.uniqueArray(fc.constantFrom(...builtInRoles), { maxLength: 3 }), { maxLength: 4 });
const permission = fc.constantFrom(...labels);

describe('roles that would do in place of another', () => {
  it('are those that give the right, and a strict subset of what was asked for: for anybody, and with any custom groups', () => {
    fc.assert(
      fc.property(groups, held, fc.nat(30), permission, (memberships, has, at, wanted) => {
        const policy = policyWith(memberships.map((memberOf, n) => ({ name: `Crew ${n}`, members: [], memberOf })));
        const asked = policy.roles[at % policy.roles.length] ?? '';
        const found = smallerRoles(policy, has, asked, wanted);
        expect([...found].sort()).toEqual([...wouldDo(policy, has, asked, wanted)].sort());
        expect(found).not.toContain(asked);
      }),
      { numRuns: 400 },
    );
  });

  it('come with the one first that adds the fewest rights of the first rank, then the fewest, then in the tables’ order', () => {
    fc.assert(
      fc.property(held, role, permission, (has, asked, wanted) => {
        const found = smallerRoles(builtIn, has, asked, wanted);
        const placed = found.map((one) => [...adds(builtIn, has, one), builtIn.roles.indexOf(one)]);
        const compare = (one: readonly number[], other: readonly number[]): number =>
          one.map((value, index) => value - (other[index] ?? 0)).find((difference) => difference !== 0) ?? 0;
        expect(placed).toEqual(placed.toSorted(compare));
      }),
      { numRuns: 400 },
    );
  });

  it('never include a limit, or a role through which one defines permissions', () => {
    for (const wanted of labels) {
      const found = smallerRoles(builtIn, nothing, 'Administrator', wanted);
      expect(found).not.toContain(denyUserListing);
      for (const one of builtIn.rolesGivingAuthority) expect(found).not.toContain(one);
    }
  });

  it('are none where the person can do it already, where the role doesn’t give it, or where there is no such permission', () => {
    expect(smallerRoles(builtIn, { ...nothing, roles: ['Operator'] }, 'Administrator', 'Create assets')).toEqual([]);
    expect(smallerRoles(builtIn, nothing, 'Reader', 'Create assets')).toEqual([]);
    expect(smallerRoles(builtIn, nothing, 'Administrator', 'Fly')).toEqual([]);
    expect(smallerRoles(builtIn, nothing, 'Unknown', 'Create assets')).toEqual([]);
  });
});
