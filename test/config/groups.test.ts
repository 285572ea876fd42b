import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadCatalogue } from '../../src/config/catalogue.ts';
import { builtInRoles, compileGroups, findRole } from '../../src/policy/index.ts';

const names = ['Alpha', 'Beta', 'gamma', 'ALPHA', 'Operator', 'Deny user listing'];
const group = fc.record({
  name: fc.constantFrom(...names),
  members: fc.array(fc.constantFrom(...names, 'a@x.test'), { maxLength: 3 }),
  memberOf: fc.array(fc.constantFrom('operators', 'Reader', 'Alpha', 'Deny user listing'), { maxLength: 2 }),
});

describe('custom groups', () => {
  it('that the configuration lets pass are exactly those that the policy compiles', () => {
    fc.assert(
      fc.property(fc.array(group, { maxLength: 4 }), (groups) => {
        const loaded = loadCatalogue(JSON.stringify({ instances: [{ id: 'i', groups }] }), {
          names: builtInRoles,
          find: findRole,
        });
        const withoutPeople = groups.map((one) => ({
          ...one,
          members: one.members.filter((name) => !name.includes('@')),
        }));

        expect(loaded.ok).toBe(compileGroups(withoutPeople).ok);
        if (loaded.ok) expect(compileGroups(loaded.catalogue.instances[0]!.groups).ok).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});
