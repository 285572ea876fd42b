import { describe, expect, it } from 'vitest';
import { entitlementKey } from '../../../src/domain/entitlement.ts';
import type { Entitlement } from '../../../src/domain/entitlement.ts';
import { isOfFirstRank } from '../../../src/policy/index.ts';
import { permissionActions } from '../../../src/services/decisions/action-names.ts';
import { resourceOf } from '../../../src/services/decisions/scope.ts';
import { createDirectory } from '../../../src/services/directory.ts';
import { choicesFor } from '../../../src/services/requests/choose.ts';
import { testCatalogue } from '../../support/catalogue.ts';

const directory = createDirectory(testCatalogue());
const client = { id: 'g', tokenVariable: '', products: ['acme-prod'], instances: ['mdm-eu'], may: [], owners: [] };
const role = (name: string): Entitlement => ({ kind: 'role', instance: 'mdm-eu', role: name });

function choices(action: string, resource = { type: 'instance', id: 'mdm-eu' }, held: readonly Entitlement[] = []) {
  const found = resourceOf(resource, client, directory);
  if (found === null) throw new Error('no such resource');
  const grants = held.map((entitlement) => ({ entitlement, until: null }));
  return choicesFor(found, action, { addresses: [], grants }, directory, 0);
}
const keys = (all: ReturnType<typeof choices>) => all.map(({ entitlement }) => entitlementKey(entitlement));

describe('what a denial can be requested as', () => {
  it('is the console of a product', () => {
    expect(keys(choices('add-users', { type: 'product', id: 'acme-prod' }))).toEqual(['console:acme-prod']);
    expect(choices('fly', { type: 'product', id: 'acme-prod' })).toEqual([]);
  });

  it('is an item right before a role, where both would do', () => {
    const asset = { type: 'asset', id: 'mdm-eu/pc-12' };
    expect(keys(choices('edit-access-to-asset-configuration-items', asset))[0]).toBe('item:mdm-eu/pc-12/write');
    expect(keys(choices('read-access-to-encryption-recovery-key', asset))[0]).toBe('item:mdm-eu/pc-12/recovery-key');
    // On a package no item right does anything (R4).
    const onPackage = keys(choices('create-assets', { type: 'package', id: 'mdm-eu/pkg-7' }));
    expect(onPackage.every((key) => key.startsWith('role:'))).toBe(true);
  });

  it('adds the fewest rights of the first rank, then the fewest, for every permission there is', () => {
    const policy = directory.policy('mdm-eu')!;
    const before = { membership: policy.membership([]), itemRights: [] };
    for (const action of Object.keys(permissionActions)) {
      const all = choices(action);
      const counted = all.map(({ entitlement }) => {
        const after = { membership: policy.membership([(entitlement as { role: string }).role]), itemRights: [] };
        const gained = policy.change(before, after).rights.filter(({ effect }) => effect === 'gained');
        return [gained.filter(({ permission }) => isOfFirstRank(permission)).length, gained.length] as const;
      });
      const sorted = counted.toSorted((one, other) => one[0] - other[0] || one[1] - other[1]);
      expect([action, counted]).toEqual([action, sorted]);
      expect(all.filter(({ isNamedOnly }) => isNamedOnly).map(({ entitlement }) => entitlement)).toEqual(
        all.flatMap(({ entitlement }) =>
          policy.rolesGivingAuthority.includes((entitlement as { role: string }).role) ? [entitlement] : [],
        ),
      );
    }
  });

  it('counts what the person has, and never is a limit', () => {
    // Group distribution approver works only together with Editor (R3, table 4 *).
    const approve = 'activate-approve-and-reject-group-distributions';
    expect(keys(choices(approve))).not.toContain('role:mdm-eu/Group distribution approver');
    expect(keys(choices(approve, undefined, [role('Editor')]))).toContain('role:mdm-eu/Group distribution approver');
    for (const action of Object.keys(permissionActions)) {
      expect(keys(choices(action))).not.toContain('role:mdm-eu/Deny user listing');
    }
  });
});
