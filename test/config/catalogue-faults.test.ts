import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { load, problemsOf } from './loading.ts';
import { instance, mistakes } from './mistakes.ts';

describe('a configuration with faults', () => {
  it('has ten different mistakes reported at once, in the order of the file, each with its path and line', () => {
    const loaded = load(`
tenat: main
defaults: { duration: 8 moons, maxDuration: 2h }
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
        sentence: expect.stringMatching(/^“8 moons” is not a duration: /) as string,
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
