import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadCatalogue } from '../../src/config/catalogue.ts';
import { builtInRoles } from '../../src/policy/matrix.ts';
import { findRole } from '../../src/policy/names.ts';

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

  const instance =
    'instances:\n  - { id: mdm, groups: [{ name: Crew }], items: [{ id: pc, kind: asset }, { id: pkg, kind: package }] }\n';
  const cases: readonly (readonly [string, string, RegExp | string])[] = [
    ['an empty file', '', 'The file is empty: list products or instances.'],
    ['a file of comments', '# nothing\n', 'The file is empty'],
    ['nothing to give', 'tenant: x', 'There is nothing to give access to: list products or instances.'],
    ['a list instead of a mapping', '- a', ': It must be a mapping (key: value), not a list.'],
    ['products of a wrong type', 'products: p', 'products: It must be a list, not “p”.'],
    ['an empty key', 'products:\n', 'products: It is empty: write a list, or leave the key out.'],
    ['broken YAML', 'products: [\n', /^line \d+, column \d+: This is not YAML: /],
    [
      'a key written twice',
      'products: []\nproducts: []\n',
      'line 2, column 1: This key stands here twice: keep one of them.',
    ],
    ['a missing id', 'products: [{ name: P }]', 'products[0].id: It is missing: write a text.'],
    [
      'an id twice',
      'products: [{ id: p }, { id: P }]',
      'products[1].id: There is another product “P” (“p”; ids are compared in any case)',
    ],
    [
      'an item twice',
      'instances: [{ id: i, items: [{ id: a, kind: asset }, { id: a, kind: tool }] }]',
      'instances[0].items[1].id: There is another item “a”',
    ],
    [
      'a default longer than the longest',
      'products: []\ndefaults: { duration: 60d }',
      'defaults.duration: 60d is longer than defaults.maxDuration (30d)',
    ],
    [
      'a rule whose duration is longer than its maximum',
      'products: []\napprovals: [{ duration: 3h, maxDuration: 2h }]',
      'approvals[0].duration: 3h is longer than its maxDuration (2h)',
    ],
    [
      'a rule whose duration is longer than the default maximum',
      'products: []\napprovals: [{ duration: 40d }]',
      'approvals[0].duration: 40d is longer than defaults.maxDuration',
    ],
    ['a duration out of range', 'products: []\ndefaults: { lapse: 53w }', 'defaults.lapse: “53w” is out of range'],
    [
      'always as a duration',
      'products: []\ndefaults: { duration: always }',
      'defaults.duration: Write a duration with an end here',
    ],
    [
      'a domain with an @',
      'products: []\npeople: { domains: ["@x.test"] }',
      'people.domains[0]: “@x.test” is not a domain',
    ],
    [
      'a platform that does not exist',
      'products: []\nchannels: { audit: { slak: C1 } }',
      'channels.audit.slak: “slak” is not a key here; did you mean “slack”?',
    ],
    [
      'a channel by its name',
      'products: []\nchannels: { audit: { slack: "#audit" } }',
      'channels.audit.slack: “#audit” is not a channel’s id',
    ],
    [
      'a channel id without quotes',
      'products: []\nchannels: { audit: { discord: 1100 } }',
      'channels.audit.discord: It must be a text: write it in quotes.',
    ],
    [
      'a custom group named like a built-in one',
      'instances: [{ id: i, groups: [{ name: operators }] }]',
      'instances[0].groups[0].name: “operators” is the built-in group Operator',
    ],
    [
      'two groups of one name',
      'instances: [{ id: i, groups: [{ name: Crew }, { name: CREW }] }]',
      'instances[0].groups[1].name: There is another group “CREW”',
    ],
    [
      'a built-in group as a member',
      'instances: [{ id: i, groups: [{ name: Crew, members: [Reader] }] }]',
      'instances[0].groups[0].members[0]: “Reader” is a built-in group, and those cannot be members of another group (R7)',
    ],
    [
      'a custom group in memberOf',
      'instances: [{ id: i, groups: [{ name: A }, { name: B, memberOf: [A] }] }]',
      'instances[0].groups[1].memberOf[0]: “A” is a custom group',
    ],
    [
      'a limit in memberOf',
      'instances: [{ id: i, groups: [{ name: A, memberOf: [deny user listing] }] }]',
      'instances[0].groups[0].memberOf[0]: Deny user listing takes a right away',
    ],
    [
      'a circle of groups',
      'instances: [{ id: i, groups: [{ name: A, members: [B] }, { name: B, members: [C] }, { name: C, members: [a] }] }]',
      'instances[0].groups[2].members[0]: A group cannot be a member of itself, not even by way of others: A → B → C → A.',
    ],
    ['a group in itself', 'instances: [{ id: i, groups: [{ name: A, members: [A] }] }]', 'A → A.'],
    [
      'one group under two spellings',
      'instances: [{ id: i, members: { Reader: [a@x.test], readers: [b@x.test] } }]',
      'instances[0].members.readers: “readers” and “Reader” are the same group',
    ],
    [
      'the default administrator of another instance as an approver',
      'instances: [{ id: i, defaultAdministrator: Root@x.test }]\napprovals: [{ stages: [{ of: [root@x.test] }] }]',
      'approvals[0].stages[0].of[0]: root@x.test is the default administrator of i',
    ],
    [
      'a rule for an unknown product',
      'products: [{ id: shop }]\napprovals: [{ match: { product: shp } }]',
      'approvals[0].match.product: There is no product “shp”; did you mean “shop”?',
    ],
    [
      'a rule for an unknown instance',
      `${instance}approvals: [{ match: { instance: mdn } }]`,
      'approvals[0].match.instance: There is no instance “mdn”; did you mean “mdm”?',
    ],
    [
      'a rule for an unknown item',
      `${instance}approvals: [{ match: { item: laptop } }]`,
      'approvals[0].match.item: There is no item “laptop”; it can be pc or pkg.',
    ],
    [
      'a rule for an item that bears no rights',
      `${instance}approvals: [{ match: { item: pkg } }]`,
      'approvals[0].match.item: “pkg” is a package, and item rights are for assets only',
    ],
    [
      'a rule for an unknown right',
      `${instance}approvals: [{ match: { right: wirte } }]`,
      'approvals[0].match.right: “wirte” is not possible here; did you mean “write”?',
    ],
    [
      'a rule for an unknown kind',
      `${instance}approvals: [{ match: { kind: rule } }]`,
      'approvals[0].match.kind: “rule” is not possible here; did you mean “role”?',
    ],
    [
      'keys that do not go together',
      `${instance}approvals: [{ match: { kind: console, role: Crew } }]`,
      'approvals[0].match: kind console and role do not go together',
    ],
    [
      'a rule that an earlier one hides',
      `${instance}approvals: [{ match: { kind: role } }, { match: { instance: MDM, role: readers } }]`,
      'approvals[1]: This rule never applies: approvals[0] matches everything that it matches',
    ],
    [
      'a rule behind a rule for everything',
      'products: []\napprovals: [{ match: {} }, { match: { kind: console } }]',
      'approvals[1]: This rule never applies',
    ],
    [
      'a misspelt rule',
      `${instance}approvals: [{ mach: { kind: role } }]`,
      'approvals[0].mach: “mach” is not a key here; did you mean “match”?',
    ],
    [
      'an unknown word as approvers',
      'products: []\napprovals: [{ stages: [{ of: autority }] }]',
      'approvals[0].stages[0].of: “autority” names nobody who could approve; did you mean “authority”?',
    ],
    [
      'one e-mail as approvers',
      'products: []\napprovals: [{ stages: [{ of: a@x.test }] }]',
      'write a list: [a@x.test].',
    ],
    [
      'a wrong e-mail among the approvers',
      'products: []\napprovals: [{ stages: [{ of: [a@x.test, b], count: 2 }] }]',
      'approvals[0].stages[0].of[1]: “b” is not an e-mail address.',
    ],
    [
      'nobody to approve',
      'products: []\napprovals: [{ stages: [{ of: [] }] }]',
      'approvals[0].stages[0].of: Write authority, role:INSTANCE/ROLE, or a list of e-mails.',
    ],
    [
      'an unknown role as approvers',
      `${instance}approvals: [{ stages: [{ of: "role:mdm/Crw" }] }]`,
      'approvals[0].stages[0].of: “Crw” is neither a built-in group nor a custom group of mdm; did you mean “Crew”?',
    ],
    [
      'a role of an unknown instance as approvers',
      `${instance}approvals: [{ stages: [{ of: "role:mdn/Crew" }] }]`,
      'approvals[0].stages[0].of: There is no instance “mdn”',
    ],
    [
      'more approvals than people',
      'products: []\napprovals: [{ stages: [{ of: [a@x.test, A@x.test], count: 2 }] }]',
      'approvals[0].stages[0].count: 2 approvals are asked for, but 1 person is listed',
    ],
    [
      'one person in two stages',
      'products: []\napprovals: [{ stages: [{ of: [a@x.test] }, { of: [a@x.test] }] }]',
      'approvals[0].stages: These stages ask for 2 different people, but list only 1',
    ],
    [
      'a count of none',
      'products: []\napprovals: [{ stages: [{ of: authority, count: 0 }] }]',
      'approvals[0].stages[0].count: It must be 1 or more.',
    ],
    [
      'a count of one and a half',
      'products: []\napprovals: [{ stages: [{ of: authority, count: 1.5 }] }]',
      'approvals[0].stages[0].count: It must be a whole number, not “1.5”.',
    ],
    ['stages without any', 'products: []\napprovals: [{ stages: [] }]', 'approvals[0].stages: The list is empty'],
    [
      'yes instead of true',
      'instances: [{ id: i, items: [{ id: a, kind: tool, allowedForHelpDesk: Yes }] }]',
      'instances[0].items[0].allowedForHelpDesk: It must be true or false, not “Yes”.',
    ],
  ];
  it.each(cases)('is refused for %s, and for nothing else', (_what, text, expected) => {
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
