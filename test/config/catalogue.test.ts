import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadCatalogue } from '../../src/config/catalogue.ts';
import { builtInRoles } from '../../src/policy/matrix.ts';
import { findRole } from '../../src/policy/names.ts';
import { instance, mistakes } from './mistakes.ts';

const builtIn = { names: builtInRoles, find: findRole };
const load = (text: string) => loadCatalogue(text, builtIn);
const problemsOf = (text: string): string[] => {
  const loaded = load(text);
  return loaded.ok ? [] : loaded.problems.map(({ path, sentence }) => `${path}: ${sentence}`);
};
const catalogueOf = (text: string) => {
  const loaded = load(text);
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems, null, 2));
  return loaded.catalogue;
};

const example = `
tenant: main # optional
latchkey: { administrators: [ada@acme.test], auditors: [otto@acme.test] }
people: { domains: [acme.test] }
defaults: { duration: 8h, maxDuration: 30d, always: false, lapse: 3d }
products:
  - id: acme-prod
    name: ACME production
    administrators: [Ada@acme.test]
instances:
  - id: mdm-eu
    name: Device management, Europe
    defaultAdministrator: root@acme.test
    members: { administrators: [grace@acme.test, ada@acme.test], Helpdesk: [hugo@acme.test] }
    groups:
      - { name: Field engineers, members: [fay@acme.test] }
      - { name: Berlin crew, members: [field ENGINEERS, hugo@acme.test], memberOf: [operators] }
    items:
      - { id: pc-12, kind: asset }
      - { id: pkg-7, kind: package, allowedForHelpDesk: true }
channels:
  approvals: { slack: C0APPROVE, discord: "1100" }
  audit: { slack: C0AUDIT, discord: "1200" }
approvals:
  - match: { kind: role, role: administrators }
    stages: [{ of: authority, count: 2 }]
    duration: 2h
    maxDuration: 8h
  - match: { item: PC-12, right: write }
    stages: [{ of: "role:MDM-EU/berlin crew" }, { of: [Ada@acme.test, otto@acme.test], count: 2 }]
`;

describe('a configuration without faults', () => {
  it('is understood as a whole, names spelt as declared, e-mails lower-cased, times in milliseconds', () => {
    const catalogue = catalogueOf(example);

    expect(catalogue).toEqual({
      tenant: 'main',
      hash: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
      latchkey: { administrators: ['ada@acme.test'], auditors: ['otto@acme.test'] },
      domains: ['acme.test'],
      members: [],
      defaults: { durationMs: 28_800_000, maxDurationMs: 2_592_000_000, always: false, lapseMs: 259_200_000 },
      products: [{ id: 'acme-prod', name: 'ACME production', administrators: ['ada@acme.test'] }],
      instances: [
        {
          id: 'mdm-eu',
          name: 'Device management, Europe',
          defaultAdministrator: 'root@acme.test',
          members: [
            { role: 'Administrator', email: 'grace@acme.test' },
            { role: 'Administrator', email: 'ada@acme.test' },
            { role: 'Help desk', email: 'hugo@acme.test' },
            { role: 'Field engineers', email: 'fay@acme.test' },
            { role: 'Berlin crew', email: 'hugo@acme.test' },
          ],
          groups: [
            { name: 'Field engineers', members: [], memberOf: [] },
            { name: 'Berlin crew', members: ['Field engineers'], memberOf: ['Operator'] },
          ],
          items: [
            { id: 'pc-12', kind: 'asset', allowedForHelpDesk: false },
            { id: 'pkg-7', kind: 'package', allowedForHelpDesk: true },
          ],
        },
      ],
      rules: [
        {
          match: { kind: 'role', role: 'Administrator' },
          stages: [{ of: { kind: 'authority' }, count: 2 }],
          durationMs: 7_200_000,
          maxDurationMs: 28_800_000,
          always: null,
        },
        {
          match: { item: 'pc-12', right: 'write' },
          stages: [
            { of: { kind: 'role', instance: 'mdm-eu', role: 'Berlin crew' }, count: 1 },
            { of: { kind: 'people', emails: ['ada@acme.test', 'otto@acme.test'] }, count: 2 },
          ],
          durationMs: null,
          maxDurationMs: null,
          always: null,
        },
      ],
      channels: {
        approvals: { slack: 'C0APPROVE', discord: '1100' },
        audit: { slack: 'C0AUDIT', discord: '1200' },
      },
      targets: [],
      authority: [],
    });
  });

  it('needs nothing but a product, and has the documented defaults', () => {
    const catalogue = catalogueOf('products: [{ id: p }]');

    expect(catalogue.tenant).toBe('main');
    expect(catalogue.products).toEqual([{ id: 'p', name: 'p', administrators: [] }]);
    expect(catalogue.defaults).toEqual({
      durationMs: 28_800_000,
      maxDurationMs: 2_592_000_000,
      always: false,
      lapseMs: 259_200_000,
    });
    expect(catalogue.channels).toEqual({ approvals: {}, audit: {} });
  });

  it('shortens the built-in default to a maximum that is shorter', () => {
    expect(catalogueOf('products: [{ id: p }]\ndefaults: { maxDuration: 4h }').defaults.durationMs).toBe(4 * 3_600_000);
  });

  it('has the same hash for the same content, and another one for other content', () => {
    const one = catalogueOf('tenant: main\nproducts:\n  - { id: p, name: P, administrators: [A@x.test] }');
    const same = catalogueOf('# said otherwise\nproducts: [{ administrators: [a@x.test], name: P, id: p }]');
    const other = catalogueOf('products: [{ administrators: [b@x.test], name: P, id: p }]');

    expect(same.hash).toBe(one.hash);
    expect(other.hash).not.toBe(one.hash);
  });

  it('keeps an id that looks like a number only when it is written in quotes', () => {
    expect(catalogueOf('products: [{ id: "12" }]').products[0]?.id).toBe('12');
    expect(problemsOf('products: [{ id: 12 }]')).toEqual(['products[0].id: It must be a text: write it in quotes.']);
  });

  it('warns of addresses outside people.domains and of people listed twice, and loads nevertheless', () => {
    const loaded = load(
      'people: { domains: [x.test] }\nproducts: [{ id: p, administrators: [a@y.test, b@x.test, B@x.test] }]',
    );

    expect(loaded.ok).toBe(true);
    expect(loaded.warnings).toEqual([
      'products[0].administrators[0]: a@y.test is outside people.domains (x.test).',
      'products[0].administrators[2]: b@x.test is in this list already.',
    ]);
  });
});

describe('a configuration with faults', () => {
  it('has ten different mistakes reported at once, in the order of the file, each with its path and line', () => {
    const loaded = load(`
tenat: main
defaults: { duration: 8 hours, maxDuration: 2h }
products:
  - { id: acme prod }
  - { id: p, administrators: [ada] }
instances:
  - id: mdm
    defaultAdministrator: root@acme.test
    members: { Helpdsk: [hugo@acme.test], Editor: [root@acme.test] }
    groups:
      - { name: Crew, members: [Crew2], memberOf: [Operatr] }
    items:
      - { id: pc, kind: assett }
      - { id: pc2, kind: asset, allowedForHelpDesk: true }
approvals:
  - match: { instance: mdm, role: Administratr }
`);

    expect(loaded.ok ? [] : loaded.problems).toEqual([
      { path: 'tenat', sentence: '“tenat” is not a key here; did you mean “tenant”?', line: 2 },
      {
        path: 'defaults.duration',
        sentence: expect.stringMatching(/^“8 hours” is not a duration: /) as string,
        line: 3,
      },
      { path: 'products[0].id', sentence: expect.stringMatching(/^“acme prod” is not an id: /) as string, line: 5 },
      { path: 'products[1].administrators[0]', sentence: '“ada” is not an e-mail address.', line: 6 },
      {
        path: 'instances[0].members.Helpdsk',
        sentence:
          '“Helpdsk” is neither a built-in group nor a custom group of this instance; did you mean “Help desk”?',
        line: 10,
      },
      {
        path: 'instances[0].members.Editor[0]',
        sentence:
          'root@acme.test is the default administrator of mdm: an account that nobody can edit or remove, and no person (R6). Take it out here.',
        line: 10,
      },
      {
        path: 'instances[0].groups[0].members[0]',
        sentence: '“Crew2” is neither an e-mail address nor a custom group of this instance.',
        line: 12,
      },
      {
        path: 'instances[0].groups[0].memberOf[0]',
        sentence: '“Operatr” is not a built-in group; did you mean “Operator”?',
        line: 12,
      },
      {
        path: 'instances[0].items[0].kind',
        sentence: '“assett” is not possible here; did you mean “asset”?',
        line: 14,
      },
      {
        path: 'instances[0].items[1].allowedForHelpDesk',
        sentence: expect.stringMatching(/^Only packages and tools carry this flag/) as string,
        line: 15,
      },
      {
        path: 'approvals[0].match.role',
        sentence: '“Administratr” is neither a built-in group nor a custom group of mdm; did you mean “Administrator”?',
        line: 17,
      },
    ]);
  });

  it.each(mistakes)('is refused for %s, and for nothing else', (_what, text, expected) => {
    const problems = problemsOf(text);

    expect(problems).toHaveLength(1);
    expect(problems[0]).toEqual(
      typeof expected === 'string' ? expect.stringContaining(expected) : expect.stringMatching(expected),
    );
  });

  it('says of every unknown key what the keys are where none is near', () => {
    expect(problemsOf('products: []\nlatchkey: { wombat: 1 }')).toEqual([
      'latchkey.wombat: “wombat” is not a key here; the keys here are administrators and auditors.',
    ]);
  });

  it('does not call a rule hidden by one whose match is not understood', () => {
    const problems = problemsOf(
      'instances: [{ id: i }]\napprovals: [{ match: { right: wirte } }, { match: { kind: item } }]',
    );

    expect(problems).toHaveLength(1);
  });

  it('lets a wider rule follow a narrower one', () => {
    const text = `${instance}approvals: [{ match: { role: Crew } }, { match: { instance: mdm } }, { match: { kind: item } }, { match: {} }]`;

    expect(problemsOf(text)).toEqual([]);
  });

  it('survives an alias bomb and a circular alias', () => {
    const bomb = [
      'a: &a [x,x,x,x,x,x,x,x,x]',
      ...'bcdefgh'.split('').map(
        (name, i) =>
          `${name}: &${name} [${Array(9)
            .fill(`*${'abcdefgh'[i] ?? ''}`)
            .join(',')}]`,
      ),
    ].join('\n');

    expect(problemsOf(bomb)[0]).toContain('The file cannot be read');
    expect(problemsOf('products: &p [*p]').length).toBeGreaterThan(0);
  });

  it('never throws, and never has a catalogue without an id, whatever the file', () => {
    const junk = fc.letrec((tie) => ({
      value: fc.oneof(
        { depthSize: 'small' },
        fc.constantFrom('', 'main', 'a@x.test', 'role:i/Reader', 'authority', '8h', 'Reader', 1, 1.5, true, null),
        fc.array(tie('value'), { maxLength: 3 }),
        fc.dictionary(
          fc.constantFrom(
            'tenant',
            'latchkey',
            'products',
            'instances',
            'approvals',
            'channels',
            'id',
            'name',
            'members',
            'groups',
            'memberOf',
            'items',
            'kind',
            'match',
            'stages',
            'of',
            'count',
            'duration',
            '__proto__',
          ),
          tie('value'),
          { maxKeys: 5 },
        ),
      ),
    })).value;

    fc.assert(
      fc.property(junk, (value) => {
        const loaded = load(JSON.stringify(value));
        if (loaded.ok) expect(loaded.catalogue.products.every(({ id }) => id !== '')).toBe(true);
        else expect(loaded.problems.length).toBeGreaterThan(0);
      }),
      { numRuns: 300 },
    );
  });
});
