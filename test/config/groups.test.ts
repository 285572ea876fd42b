import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileGroups } from '../../src/policy/index.ts';
import { load } from './loading.ts';

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
        const loaded = load(JSON.stringify({ instances: [{ id: 'i', groups }] }));
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
