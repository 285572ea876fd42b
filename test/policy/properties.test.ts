import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { denyUserListing, itemKinds, itemRights } from '../../src/domain/entitlement.ts';
import type { CustomGroup, HeldItemRight, InstancePolicy, Item } from '../../src/policy/index.ts';
import { builtInRoles, compileGroups, permissions } from '../../src/policy/index.ts';
import { builtIn } from './ask.ts';
import { readOff } from './oracle.ts';
import { vendorCells } from './seed-document.ts';
import { en } from '../../src/words/en/index.ts';

vi.setConfig({ testTimeout: 60_000 });

const cells = vendorCells();
const ids = ['pc-1', 'pc-2', 'pkg-7'];
const role = fc.constantFrom(...builtInRoles);
const roles = fc.subarray([...builtInRoles, denyUserListing], { maxLength: 5 });
const permission = fc.constantFrom(...permissions.map(({ label }) => label));
const item: fc.Arbitrary<Item | undefined> = fc.option(
  fc.record({ id: fc.constantFrom(...ids), kind: fc.constantFrom(...itemKinds), allowedForHelpDesk: fc.boolean() }),
  { nil: undefined },
);
const heldRights: fc.Arbitrary<HeldItemRight[]> = fc.array(
  fc.record({ item: fc.constantFrom(...ids), right: fc.constantFrom(...itemRights) }),
  { maxLength: 4 },
);
const question = fc.record({ roles, permission, item, itemRights: heldRights });

/** Custom groups whose members come later in the list: never a circle. */
const groupSets: fc.Arbitrary<CustomGroup[]> = fc
  .array(
    fc.record({
      above: fc.array(fc.nat(5), { maxLength: 3 }),
      memberOf: fc.subarray([...builtInRoles], { maxLength: 2 }),
    }),
    {
      minLength: 1,
      maxLength: 6,
    },
  )
  .map((drafts) =>
    drafts.map(({ above, memberOf }, place) => ({
      name: `group ${place}`,
      members: [...new Set(above)]
        .filter((other) => other > place && other < drafts.length)
        .map((other) => `Group ${other}`),
      memberOf,
    })),
  );

const compiled = (groups: readonly CustomGroup[]): InstancePolicy => {
  const result = compileGroups(groups);
  if (!result.ok) throw new Error(result.problems.map(en.groupProblem).join(' '));
  return result.policy;
};
type Asked = { roles: string[]; permission: string; item?: Item | undefined; itemRights: HeldItemRight[] };
const may = (asked: Asked, policy = builtIn): boolean =>
  policy.decide({ ...asked, membership: policy.membership(asked.roles) }).effect === 'allow';

describe('the engine, whatever is asked', () => {
  it('agrees with a plain reading of the vendor’s cells', () => {
    fc.assert(
      fc.property(question, (asked) => may(asked) === readOff(cells, asked)),
      { numRuns: 3000 },
    );
  });

  it('agrees with it on every single group and permission, for every kind of item', () => {
    const items: (Item | undefined)[] = [
      undefined,
      ...itemKinds.flatMap((kind) =>
        [true, false].map((allowedForHelpDesk) => ({ id: 'pc-1', kind, allowedForHelpDesk })),
      ),
    ];
    const asked = [...builtInRoles, denyUserListing].flatMap((one) =>
      permissions.flatMap(({ label }) =>
        items.flatMap((thing) =>
          itemRights.map((right) => ({
            roles: [one],
            permission: label,
            item: thing,
            itemRights: [{ item: 'pc-1', right }],
          })),
        ),
      ),
    );
    const column = new Map(builtInRoles.map((one) => [one, cells.filter((cell) => cell.column === one)]));
    const differing = asked.filter((each) => may(each) !== readOff(column.get(each.roles[0]!) ?? [], each));
    expect(asked).toHaveLength(18 * 47 * 7 * 4);
    expect(differing).toEqual([]);
  });

  it('gives a reason in every answer, and answers the same again', () => {
    fc.assert(
      fc.property(question, ({ roles: given, ...asked }) => {
        const membership = builtIn.membership(given);
        const answer = builtIn.decide({ ...asked, membership });
        expect(answer.because.length).toBeGreaterThan(0);
        for (const one of answer.because) {
          const sentence = en.reason(one);
          expect(one.rule).toMatch(/^R[1-8]$/);
          expect(sentence).toMatch(/^\S.*\.$/);
          expect(sentence).not.toMatch(/undefined|\[object/);
        }
        expect(builtIn.decide({ ...asked, membership })).toEqual(answer);
      }),
      { numRuns: 1000 },
    );
  });

  it('denies by default: no group and no item right give nothing', () => {
    fc.assert(
      fc.property(permission, item, (label, thing) => {
        expect(may({ roles: [], permission: label, item: thing, itemRights: [] })).toBe(false);
        expect(may({ roles: [denyUserListing], permission: label, item: thing, itemRights: [] })).toBe(false);
      }),
    );
  });

  it('never loses a right by adding a group, Deny user listing aside', () => {
    fc.assert(
      fc.property(question, role, (asked, added) => !may(asked) || may({ ...asked, roles: [...asked.roles, added] })),
      { numRuns: 2000 },
    );
  });

  it('never lets an item right reach another item, nor a question without one', () => {
    fc.assert(
      fc.property(question, fc.constantFrom(...itemRights), (asked, right) => {
        const more = [...asked.itemRights, { item: 'another', right }];
        return may(asked) === may({ ...asked, itemRights: more });
      }),
      { numRuns: 2000 },
    );
  });

  it('never lets one person’s item rights reach another person', () => {
    fc.assert(
      fc.property(question, heldRights, (asked, others) => {
        const before = may(asked);
        may({ ...asked, itemRights: others });
        return may(asked) === before;
      }),
    );
  });

  it('does not depend on the order or the repetition of groups', () => {
    fc.assert(
      fc.property(question, (asked) => {
        const shuffled = [...asked.roles].reverse().concat(asked.roles);
        return may(asked) === may({ ...asked, roles: shuffled });
      }),
    );
  });
});

describe('the change in effective rights, whatever changes', () => {
  const holding = fc.record({ roles, itemRights: heldRights });
  const probes: (Item | undefined)[] = [
    undefined,
    ...[...ids, 'elsewhere'].flatMap((id) =>
      itemKinds.flatMap((kind) => [true, false].map((allowedForHelpDesk) => ({ id, kind, allowedForHelpDesk }))),
    ),
  ];

  it('names a right as gained or lost exactly where some answer of decide says so', () => {
    fc.assert(
      fc.property(holding, holding, (old, young) => {
        const before = { membership: builtIn.membership(old.roles), itemRights: old.itemRights };
        const after = { membership: builtIn.membership(young.roles), itemRights: young.itemRights };
        const { rights, nothing } = builtIn.change(before, after);
        const expected = permissions.flatMap(({ index, label }) => {
          const moves = probes.map((thing) => {
            const had = builtIn.decide({ ...before, permission: index, item: thing }).effect;
            const has = builtIn.decide({ ...after, permission: index, item: thing }).effect;
            return had === has ? null : has === 'allow' ? 'gained' : 'lost';
          });
          return (['gained', 'lost'] as const).filter((move) => moves.includes(move)).map((move) => `${move} ${label}`);
        });
        expect(rights.map((right) => `${right.effect} ${right.permission}`)).toEqual(expected);
        expect(nothing).toBe(expected.length === 0);
      }),
      { numRuns: 100 },
    );
  });
});

describe('custom groups, however nested', () => {
  it('never lose a right by another nesting or membership (monotone)', () => {
    fc.assert(
      fc.property(groupSets, role, permission, fc.nat(5), (groups, builtInParent, label, at) => {
        const place = at % groups.length;
        const more = groups.map((group, index) =>
          index === place ? { ...group, memberOf: [...group.memberOf, builtInParent] } : group,
        );
        const less = compiled(groups);
        const wider = compiled(more);
        for (const { name } of groups) {
          const asked = { roles: [name], permission: label, itemRights: [] };
          expect(!may(asked, less) || may(asked, wider)).toBe(true);
        }
      }),
    );
  });

  it('give a member everything that the group around it gives', () => {
    fc.assert(
      fc.property(groupSets, permission, (groups, label) => {
        const policy = compiled(groups);
        for (const { name, members } of groups) {
          for (const member of members) {
            const outer = may({ roles: [name], permission: label, itemRights: [] }, policy);
            expect(!outer || may({ roles: [member], permission: label, itemRights: [] }, policy)).toBe(true);
          }
        }
      }),
    );
  });

  it('give what the built-in groups that they reach give together', () => {
    fc.assert(
      fc.property(groupSets, question, (groups, asked) => {
        const policy = compiled(groups);
        const membership = policy.membership([...asked.roles, 'group 0']);
        const flat = membership.groups.filter(({ builtIn: own }) => own).map(({ name }) => name);
        expect(may({ ...asked, roles: [...asked.roles, 'GROUP 0'] }, policy)).toBe(may({ ...asked, roles: flat }));
      }),
    );
  });

  it('are newly in exactly the groups that being given a role adds', () => {
    fc.assert(
      fc.property(groupSets, roles, fc.nat(30), (groups, given, at) => {
        const policy = compiled(groups);
        const added = policy.roles[at % policy.roles.length] ?? '';
        const before = policy.membership(given);
        const after = policy.membership([...given, added]);
        const had = before.groups.map(({ name }) => name);
        expect([...had, ...policy.newlyIn(before, added)].sort()).toEqual(after.groups.map(({ name }) => name).sort());
      }),
    );
  });

  it('are refused wherever they close a circle', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 8 }), groupSets, (length, others) => {
        const circle = Array.from({ length }, (_, place) => ({
          name: `Ring ${place}`,
          members: [`RING ${(place + 1) % length}`],
          memberOf: [],
        }));
        const result = compileGroups([...others, ...circle]);
        const names = [...circle.map(({ name }) => name), 'Ring 0'];
        expect(result).toEqual({ ok: false, problems: [{ code: 'circle', names }] });
      }),
    );
  });
});
