import { expect, it } from 'vitest';
import { permissions } from '../../src/policy/index.ts';
import { permissionActions, permissionOf } from '../../src/services/decisions/action-names.ts';

it('every row of the tables has one name, which is frozen', () => {
  expect(Object.values(permissionActions)).toEqual(permissions.map(({ label }) => label));
  expect(Object.keys(permissionActions)).toHaveLength(47);
  for (const name of Object.keys(permissionActions)) expect(name).toMatch(/^[a-z][a-z0-9-]*$/);
  expect(permissionOf('create-tcp-ip-items')).toBe('Create TCP/IP items');
  expect(permissionOf(' create tcp/ip ITEMS ')).toBe('Create TCP/IP items');
  for (const unknown of ['', 'toString', '__proto__', 'fly']) expect(permissionOf(unknown)).toBeNull();
});
