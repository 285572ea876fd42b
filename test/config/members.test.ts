import { describe, expect, it } from 'vitest';
import { load, problemsOf } from './loading.ts';

describe('members declared by id', () => {
  it('may stand wherever an e-mail does, and are collected, lower-cased and once', () => {
    const loaded = load(`
latchkey: { administrators: [discord:300100], auditors: ["Discord:300101"] }
people: { domains: [acme.test], members: ["discord:300102", discord:300100] }
products: [{ id: p, administrators: [discord:300103, ada@acme.test] }]
instances:
  - id: mdm
    members: { Administrator: [discord:300104, ada@acme.test] }
    groups: [{ name: Crew, members: [discord:300105] }, { name: Other, members: [Crew] }]
approvals: [{ stages: [{ of: [discord:300106, ada@acme.test], count: 2 }] }]
`);
    expect(loaded).toMatchObject({ ok: true, warnings: [] });
    if (!loaded.ok) return;
    const { catalogue } = loaded;
    expect(catalogue.members).toEqual([0, 1, 2, 3, 4, 5, 6].map((n) => `discord:30010${n}`));
    expect(catalogue.latchkey).toEqual({ administrators: ['discord:300100'], auditors: ['discord:300101'] });
    expect(catalogue.products[0]?.administrators).toEqual(['discord:300103', 'ada@acme.test']);
    expect(catalogue.instances[0]?.members).toEqual([
      { role: 'Administrator', email: 'discord:300104' },
      { role: 'Administrator', email: 'ada@acme.test' },
      { role: 'Crew', email: 'discord:300105' },
    ]);
    expect(catalogue.instances[0]?.groups[1]?.members).toEqual(['Crew']);
    expect(catalogue.rules[0]?.stages[0]?.of).toEqual({ kind: 'people', emails: ['discord:300106', 'ada@acme.test'] });
  });

  it.each([
    ['discord:ada', 'people.members[0]: “discord:ada” names no member: behind “discord:” stands the id of the account'],
    ['discord: 300100', 'people.members[0]: “discord: 300100” names no member'],
    [
      'discrod:300100',
      'people.members[0]: “discrod:300100” is neither an e-mail address nor a member by id (PLATFORM:ID); did you mean “discord:300100”?',
    ],
    ['slack:T1/U1', 'people.members[0]: “slack:T1/U1”: members of slack are named by the e-mail that it proves.'],
    [
      'teams:7',
      'people.members[0]: “teams:7” is neither an e-mail address nor a member by id (PLATFORM:ID); it can be discord.',
    ],
    [
      'ada@acme.test',
      'people.members[0]: “ada@acme.test” is no member by id: write PLATFORM:ID; people with e-mails need no declaring.',
    ],
    [
      '300100',
      'people.members[0]: “300100” is no member by id: write PLATFORM:ID; people with e-mails need no declaring.',
    ],
  ])('are refused when they are written “%s”', (written, sentence) => {
    expect(problemsOf(`products: [{ id: p }]\npeople: { members: ["${written}"] }`)).toEqual([
      expect.stringContaining(sentence) as string,
    ]);
  });

  it('are told from groups by how they are written', () => {
    const instance = (groups: string) => `instances: [{ id: mdm, groups: ${groups} }]`;
    expect(problemsOf(instance('[{ name: "discord:1", members: [] }]'))[0]).toContain('reads like a person');
    expect(problemsOf(instance('[{ name: Crew, members: ["discord:ada"] }]'))[0]).toContain('names no member');
    expect(problemsOf(instance('[{ name: "Team: Berlin" }, { name: Crew, members: ["team: berlin"] }]'))).toEqual([]);
  });

  it('stand in a list of a stage, as people do', () => {
    expect(problemsOf('products: [{ id: p }]\napprovals: [{ stages: [{ of: "discord:300100" }] }]')[0]).toContain(
      'write a list: [discord:300100].',
    );
  });
});
