import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { weakTargets } from '../../src/config/checks/authority.ts';
import { definesPermissions, groupsThrough } from '../../src/domain/group-reach.ts';
import { weakness } from '../../src/config/rule-strength.ts';
import type { BindingRule } from '../../src/domain/approval-rule.ts';
import type { Catalogue, Stage } from '../../src/domain/catalogue.ts';
import { compileGroups } from '../../src/policy/index.ts';
import { testCatalogue } from '../support/catalogue.ts';
import * as loading from './loading.ts';

const base = `
products: [{ id: acme-prod }, { id: acme-test }]
instances:
  - id: mdm-eu
    groups: [{ name: Berlin crew, memberOf: [Operator] }, { name: Chiefs, memberOf: [Administrator] }]
    items: [{ id: pc-12, kind: asset }, { id: pkg-7, kind: package }]
  - { id: mdm-us }
`;
const load = (text: string) => loading.load(base + text);
const problemsOf = (text: string) => loading.problemsOf(base + text);

describe('targets and authority in latchkey.yml', () => {
  it('are understood in any case, spelt as declared; drift is reported unless the file says restore', () => {
    const loaded = load(`
targets:
  - { entitlement: 'ROLE:mdm-EU/helpdesk', discord: '2100' }
  - { entitlement: 'role:mdm-eu/berlin CREW', discord: '2100', drift: report }
  - { entitlement: 'console:ACME-prod', discord: '2101', drift: restore }
  - { entitlement: 'item:mdm-eu/PC-12/write', discord: '2102' }
authority:
  - { product: Acme-prod, discord: '2001' }
  - { instance: MDM-eu, discord: '2002' }
`);
    expect(loaded.ok && loaded.catalogue.targets).toEqual([
      { entitlement: 'role:mdm-eu/Help desk', platform: 'discord', role: '2100', restore: false },
      { entitlement: 'role:mdm-eu/Berlin crew', platform: 'discord', role: '2100', restore: false },
      { entitlement: 'console:acme-prod', platform: 'discord', role: '2101', restore: true },
      { entitlement: 'item:mdm-eu/pc-12/write', platform: 'discord', role: '2102', restore: false },
    ]);
    expect(loaded.ok && loaded.catalogue.authority).toEqual([
      { scope: { product: 'acme-prod' }, platform: 'discord', role: '2001' },
      { scope: { instance: 'mdm-eu' }, platform: 'discord', role: '2002' },
    ]);
  });

  it.each([
    [
      `'mdm-eu/Help desk'`,
      '“mdm-eu/Help desk” is not an entitlement: write console:PRODUCT, role:INSTANCE/ROLE, or item',
    ],
    [`'console:acme-prd'`, 'There is no product “acme-prd”; did you mean “acme-prod”?'],
    [`'role:mdm-au/Editor'`, 'There is no instance “mdm-au”; did you mean “mdm-eu”?'],
    [`'role:mdm-eu/Editr'`, '“Editr” is neither a built-in group nor a custom group of mdm-eu; did you mean “Editor”?'],
    [`'item:mdm-eu/pc-13/read'`, 'There is no item of mdm-eu “pc-13”; did you mean “pc-12”?'],
    [`'item:mdm-eu/pc-12/reed'`, 'There is no right “reed”; did you mean “read”?'],
    [`'item:mdm-eu/pkg-7/read'`, '“pkg-7” is a package, and item rights are for assets only (R4).'],
    [`'role:mdm-eu/Deny user listing'`, 'role:mdm-eu/Deny user listing is a limit, which takes away (A6)'],
    [`'item:mdm-eu/pc-12/no-read'`, 'item:mdm-eu/pc-12/no-read is a limit, which takes away (A6)'],
  ])('a target of %s is a problem that says what to write', (entitlement, sentence) => {
    const [problem, ...more] = problemsOf(`targets: [{ entitlement: ${entitlement}, discord: '2100' }]`);
    expect(problem).toContain(`targets[0].entitlement: ${sentence}`);
    expect(more).toEqual([]);
  });

  it.each([
    [
      `targets: [{ entitlement: 'console:acme-prod' }]`,
      'targets[0]: It names no role: write discord, and the role’s id',
    ],
    [`targets: [{ entitlement: 'console:acme-prod', discord: crew }]`, 'targets[0].discord: “crew” is not a role’s id'],
    [
      `targets: [{ entitlement: 'console:acme-prod', discord: 2100 }]`,
      'targets[0].discord: It must be a text: write it',
    ],
    [`targets: [{ discord: '2100' }]`, 'targets[0].entitlement: It is missing: write a text.'],
    [`targets: [{ entitlement: 'console:acme-prod', slack: S1 }]`, 'targets[0].slack: “slack” is not a key here'],
    [`targets: [{ entitlement: 'console:acme-prod', discord: '1', drift: mend }]`, 'targets[0].drift: “mend” is not'],
    [`authority: [{ discord: '2001' }]`, 'authority[0]: It names no scope: write product or instance, and its id.'],
    [`authority: [{ product: acme-prod }]`, 'authority[0]: It names no role'],
    [
      `authority: [{ product: acme-prd, discord: '1' }]`,
      'authority[0].product: There is no product “acme-prd”; did you',
    ],
    [`authority: [{ instance: mdm-xx, discord: '1' }]`, 'authority[0].instance: There is no instance “mdm-xx”'],
    [
      `authority: [{ product: acme-prod, instance: mdm-eu, discord: '1' }]`,
      'authority[0]: A product and an instance do not go together',
    ],
    [
      `targets: [{ entitlement: 'console:acme-prod', discord: '1' }, { entitlement: 'Console:ACME-prod', discord: '1' }]`,
      'targets[1].discord: targets[0] says the same already: take one of them out.',
    ],
    [
      `authority: [{ instance: mdm-eu, discord: '1' }, { instance: MDM-EU, discord: '1' }]`,
      'authority[1].discord: authority[0] says the same already: take one of them out.',
    ],
    [
      `targets: [{ entitlement: 'console:acme-prod', discord: '1', drift: restore }, { entitlement: 'console:acme-test', discord: '1' }]`,
      'targets[1].discord: The role 1 of discord has drift: restore in targets[0] and drift: report here',
    ],
  ])('%s is one problem', (text, sentence) => {
    const [problem, ...more] = problemsOf(text);
    expect(problem).toContain(sentence);
    expect(more).toEqual([]);
  });
});

describe('a role that stands for authority and is given with an access', () => {
  const both = (scope: string, entitlement: string, rest = '') =>
    problemsOf(`targets: [{ entitlement: '${entitlement}', discord: '7' }]
authority: [{ ${scope}, discord: '7' }]
${rest}`);
  const strict = `- { match: { kind: role, role: Administrator }, stages: [{ of: authority, count: 2 }], maxDuration: 8h }`;
  const rules = (...more: string[]) => `approvals:\n  ${[strict, ...more].join('\n  ')}\n`;

  it('is fine where the access carries that authority itself', () => {
    expect(both('product: acme-prod', 'console:acme-prod')).toEqual([]);
    expect(both('instance: mdm-eu', 'role:mdm-eu/Administrator', rules())).toEqual([]);
    expect(both('instance: mdm-eu', 'role:mdm-eu/Chiefs', rules())).toEqual([]);
  });

  it('is fine under the same scope where the rule is as strong', () => {
    const same = `- { match: { role: Editor }, stages: [{ of: [a@x.test, b@x.test], count: 2 }], maxDuration: 8h }`;
    expect(both('instance: mdm-eu', 'role:mdm-eu/Editor', rules(same))).toEqual([]);
    expect(both('instance: mdm-eu', 'role:mdm-eu/Editor')).toEqual([]);
  });

  it.each([
    ['product: acme-prod', 'console:acme-test', '', 'it is not under acme-prod'],
    ['instance: mdm-eu', 'role:mdm-us/Administrator', '', 'it is not under mdm-eu'],
    ['instance: mdm-eu', 'console:acme-prod', '', 'it is not under mdm-eu'],
    ['instance: mdm-eu', 'role:mdm-eu/Editor', rules(), 'it asks for fewer people, or for others'],
    ['instance: mdm-eu', 'item:mdm-eu/pc-12/read', rules(), 'it asks for fewer people, or for others'],
    [
      'instance: mdm-eu',
      'role:mdm-eu/Editor',
      rules(`- { match: { role: Editor }, stages: [{ of: authority, count: 2 }], maxDuration: 9h }`),
      'it allows a longer time',
    ],
    [
      'instance: mdm-eu',
      'role:mdm-eu/Editor',
      rules(`- { match: { role: Editor }, stages: [{ of: authority, count: 2 }], maxDuration: 8h, always: true }`),
      'it allows access without end',
    ],
  ])('%s is refused with %s', (scope, entitlement, rest, why) => {
    const [problem, ...more] = both(scope, entitlement, rest);
    expect(problem).toMatch(/^authority\[0\]\.discord: The role 7 of discord is also given with /);
    expect(problem).toContain(entitlement);
    expect(problem).toContain(why);
    expect(more).toEqual([]);
  });

  it('is refused where somebody could come by it with fewer rules than all: who is in a group already', () => {
    const operators = `- { match: { role: Operator }, stages: [{ of: authority, count: 2 }], maxDuration: 8h }`;
    const [problem] = both('instance: mdm-eu', 'role:mdm-eu/Berlin crew', rules(operators));
    expect(problem).toContain('fewer people');
  });
});

const stage: fc.Arbitrary<Stage> = fc.record({
  of: fc.oneof(
    fc.constant({ kind: 'authority' } as const),
    fc.constantFrom('A', 'B').map((role) => ({ kind: 'role', instance: 'i', role }) as const),
    fc
      .uniqueArray(fc.constantFrom('a', 'b', 'c'), { minLength: 1 })
      .map((emails) => ({ kind: 'people', emails }) as const),
  ),
  count: fc.integer({ min: 1, max: 3 }),
});
const rule: fc.Arbitrary<BindingRule> = fc.record({
  stages: fc.array(stage, { minLength: 1, maxLength: 4 }),
  defaultMs: fc.constant(1),
  maxMs: fc.option(fc.integer({ min: 1, max: 5 })),
  always: fc.boolean(),
  lapseMs: fc.constant(1),
});

describe('the strength of a rule', () => {
  it('is its own, in whichever order its stages stand', () => {
    fc.assert(
      fc.property(rule, (one) => {
        expect(weakness({ ...one, stages: one.stages.toReversed() }, one)).toBeNull();
      }),
    );
  });

  it('grows with a further stage, a shorter time, and without always', () => {
    fc.assert(
      fc.property(rule, stage, (one, more) => {
        const maxMs = one.maxMs === null ? 3 : Math.max(1, one.maxMs - 1);
        expect(weakness({ ...one, stages: [...one.stages, more], maxMs, always: false }, one)).toBeNull();
      }),
    );
  });

  it('is lost with one voice less, a longer time, or with always', () => {
    fc.assert(
      fc.property(rule, (one) => {
        const [first, ...rest] = one.stages;
        const fewer = first!.count > 1 ? [{ ...first!, count: first!.count - 1 }, ...rest] : rest;
        expect(weakness({ ...one, stages: fewer }, one)).toContain('fewer');
        if (one.maxMs !== null) {
          expect(weakness({ ...one, maxMs: one.maxMs + 1 }, one)).toContain('longer');
          expect(weakness({ ...one, maxMs: null }, one)).toContain('longer');
        }
        if (!one.always) expect(weakness({ ...one, always: true }, one)).toContain('without end');
      }),
    );
  });
});

describe('what one is in by a role, as the configuration sees it', () => {
  const group = fc.record({
    members: fc.uniqueArray(fc.integer({ min: 0, max: 4 })),
    memberOf: fc.uniqueArray(fc.constantFrom('Administrator', 'Operator', 'Editor')),
  });

  it('is what the policy says, and so is which roles give authority (R5, R7)', () => {
    fc.assert(
      fc.property(fc.array(group, { maxLength: 5 }), (some) => {
        // A group has only later ones as members: no circles.
        const groups = some.map(({ members, memberOf }, index) => ({
          name: `G${index}`,
          members: members.filter((one) => one > index && one < some.length).map((one) => `G${one}`),
          memberOf,
        }));
        const compiled = compileGroups(groups);
        if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems));
        const { policy } = compiled;
        for (const role of policy.roles) {
          const through = groupsThrough({ groups }, role);
          expect([...through].sort()).toEqual([...policy.newlyIn(policy.membership([]), role)].sort());
          expect(through.includes(definesPermissions)).toBe(policy.rolesGivingAuthority.includes(role));
        }
      }),
    );
  });

  it('leaves alone what no target names', () => {
    const catalogue: Catalogue = testCatalogue({
      authority: [{ scope: { instance: 'mdm-eu' }, platform: 'discord', role: '7' }],
      targets: [{ entitlement: 'role:mdm-eu/Editor', platform: 'discord', role: '8', restore: false }],
    });
    expect(weakTargets(catalogue)).toEqual([]);
  });
});
