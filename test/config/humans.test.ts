import { describe, expect, it } from 'vitest';
import { load, problemsOf } from './loading.ts';

const withPeople = (people: string) => `
people: ${people}
products: [{ id: acme-prod, administrators: [ada@acme.test, "discord:300100"] }]
instances: [{ id: mdm-eu, defaultAdministrator: root@acme.test }]
`;

describe('people.same and people.different (A7)', () => {
  it('are understood, lower-cased; what they say proves nobody and declares no account', () => {
    const loaded = load(
      withPeople('{ same: [[Ada@acme.test, ada.admin@acme.test]], different: [["discord:300100", kim@acme.test]] }'),
    );
    expect(loaded).toMatchObject({
      ok: true,
      catalogue: {
        same: [['ada@acme.test', 'ada.admin@acme.test']],
        different: [['discord:300100', 'kim@acme.test']],
        members: ['discord:300100'],
      },
    });
  });

  it.each([
    ['{ same: [[ada@acme.test]] }', 'people.same[0]: Name two people here'],
    ['{ same: [[ada@acme.test, nobody]] }', 'people.same[0][1]: “nobody” is not an e-mail address.'],
    ['{ same: [[ada@acme.test, ADA@acme.test]] }', 'people.same[0]: ada@acme.test is in this entry twice'],
    [
      '{ different: [[ada@acme.test, root@acme.test]] }',
      'people.different[0][1]: root@acme.test is the default administrator',
    ],
    ['{ different: [[ada@acme.test, "discord:300999"]] }', 'people.different[0][1]: discord:300999 is nobody yet'],
    [
      '{ same: [[a@acme.test, b@acme.test], [b@acme.test, c@acme.test]], different: [[a@acme.test, c@acme.test]] }',
      'people.different[0]: a@acme.test and c@acme.test are one person by people.same[0] and people.same[1]',
    ],
  ])('with a fault are refused: %s', (people, problem) => {
    expect(problemsOf(withPeople(people))).toEqual([expect.stringContaining(problem)]);
  });
});

it('a role that is both given with an access and authority is warned of', () => {
  const loaded = load(`
products: [{ id: acme-prod, administrators: [ada@acme.test] }]
targets: [{ entitlement: "console:acme-prod", discord: "2001" }]
authority: [{ product: acme-prod, discord: "2001" }, { product: acme-prod, discord: "2002" }]
`);
  expect(loaded).toMatchObject({
    ok: true,
    warnings: [
      expect.stringContaining(
        'authority[0].discord: The role 2001 of discord is also given with console:acme-prod',
      ) as string,
    ],
  });
});
