import { describe, expect, it } from 'vitest';
import type { Ask } from '../../../src/domain/access.ts';
import type { Entitlement } from '../../../src/domain/entitlement.ts';
import type { HeldThere } from '../../../src/policy/index.ts';
import { needOf } from '../../../src/services/access/need.ts';
import { consoleProd, requested } from '../../domain/life.ts';
import { builtIn } from '../../policy/ask.ts';

const role = (name: string): Entitlement => ({ kind: 'role', instance: 'mdm-eu', role: name });
const ask = (action: string): Ask => ({ ...requested().asks[0]!, asked: { action } });
const nothing: HeldThere = { roles: [], itemRights: [] };

describe('what a role is needed for', () => {
  it('comes with the roles that would do, the smallest first', () => {
    expect(needOf(role('Administrator'), ask('Create assets'), builtIn, nothing)).toEqual({
      permission: 'Create assets',
      is: 'given',
      smaller: ['Operator', 'Editor'],
    });
  });

  it('is what a system was denied, where a system asks', () => {
    const { asked: _own, ...rest } = ask('');
    const system = { owners: [], asked: { action: 'create assets', more: 46 } };
    const need = needOf(role('Administrator'), { ...rest, system }, builtIn, nothing);
    expect(need).toMatchObject({ permission: 'Create assets', smaller: ['Operator', 'Editor'] });
  });

  it('is had already, also through another role', () => {
    const has = { ...nothing, roles: ['Operator'] };
    expect(needOf(role('Administrator'), ask('Create assets'), builtIn, has)).toMatchObject({ is: 'had', smaller: [] });
  });

  it('is given also where the role gives it for some items only, and else missing', () => {
    const packages = ask('Distribute installation packages');
    expect(needOf(role('Help desk'), packages, builtIn, nothing)).toMatchObject({ is: 'given', smaller: [] });
    expect(needOf(role('Reader'), packages, builtIn, nothing)).toMatchObject({ is: 'missing', smaller: [] });
  });

  it('is null for a console or an item, when nobody named a need, and for an unknown permission', () => {
    const item: Entitlement = { kind: 'item', instance: 'mdm-eu', item: 'pc-12', right: 'write' };
    expect(needOf(consoleProd, ask('Create assets'), builtIn, nothing)).toBeNull();
    expect(needOf(item, ask('Create assets'), builtIn, nothing)).toBeNull();
    expect(needOf(role('Reader'), requested().asks[0]!, builtIn, nothing)).toBeNull();
    expect(needOf(role('Reader'), ask('Fly'), builtIn, nothing)).toBeNull();
  });
});
