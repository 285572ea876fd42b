import { describe, expect, it } from 'vitest';
import { createExplain } from '../../src/cli/explain.ts';
import type { Explanation } from '../../src/cli/explain.ts';
import { brief, policyWith } from '../policy/ask.ts';

const explain = createExplain({ nearest: (word, candidates) => candidates.find((one) => one[0] === word[0]) ?? null });
const told = (answer: Explanation): string => ('error' in answer ? answer.error : brief(answer));

describe('policy explain', () => {
  it('answers the contract’s questions', () => {
    const answer = explain({
      roles: ['Help desk'],
      permission: 'Distribute installation packages',
      item: { id: 'pkg-7', kind: 'package', allowedForHelpDesk: true },
      itemPermissions: [{ item: 'pc-12', right: 'write' }],
    });
    expect(answer).toEqual({
      effect: 'allow',
      because: [
        {
          rule: 'R3',
          code: 'item-allowed',
          args: {
            groups: [{ name: 'Help desk', through: [] }],
            permission: 'Distribute installation packages',
            table: 2,
            stars: '***',
            kind: 'package',
            item: 'pkg-7',
          },
        },
      ],
    });
    expect(told(explain({ console: { explicit: true, productAdministrator: false }, right: 'console' }))).toBe(
      'allow C3',
    );
  });

  it('takes roles in any spelling and without any, and an absent flag as false', () => {
    expect(told(explain({ roles: ['helpdesks', 'DENY user listing'], permission: 'use CUSTOM  tools' }))).toBe(
      'deny R3',
    );
    expect(told(explain({ roles: [], permission: 'Create assets' }))).toBe('deny R1');
    expect(
      told(explain({ roles: ['Help desk'], permission: 'Use custom tools', item: { id: 'wipe', kind: 'tool' } })),
    ).toBe('deny R3');
  });

  it('knows custom groups where it is given a policy with some', () => {
    const policy = policyWith([{ name: 'Crew', members: [], memberOf: ['Operator'] }]);
    expect(told(createExplain({ policy })({ roles: ['crew'], permission: 'Create assets' }))).toBe('allow R2');
    expect(told(createExplain()({ roles: ['crew'], permission: 'Create assets' }))).toBe('There is no role "crew".');
  });

  const ask = { roles: ['Reader'], permission: 'Create assets' };
  const facts = { explicit: true, productAdministrator: false };
  it.each([
    [{ ...ask, roles: ['Admin'] }, 'There is no role "Admin"; did you mean "Administrator"?'],
    [{ ...ask, roles: ['zzz'] }, 'There is no role "zzz".'],
    [{ ...ask, roles: 'Reader' }, 'roles must be a list.'],
    [{ ...ask, roles: [7] }, 'roles[0] must be a text.'],
    [{ permission: 'Create assets' }, 'roles must be a list.'],
    [{ roles: [] }, 'permission must be a text.'],
    [{ ...ask, permission: 'zzz' }, 'There is no permission "zzz".'],
    [{ ...ask, permission: 'Ax' }, 'There is no permission "Ax"; did you mean "Access to system settings"?'],
    [{ ...ask, item: { id: 'a', kind: 'asses' } }, 'item.kind is unknown: "asses"; did you mean "asset"?'],
    [{ ...ask, item: { id: 'a', kind: 'x' } }, 'item.kind is unknown: "x"; use one of asset, package, tool.'],
    [{ ...ask, item: { kind: 'asset' } }, 'item.id must be a text.'],
    [{ ...ask, item: null }, 'item must be an object with id, kind, allowedForHelpDesk.'],
    [
      { ...ask, item: { id: 'a', kind: 'tool', allowedForHelpDesk: 'yes' } },
      'item.allowedForHelpDesk must be true or false.',
    ],
    [{ ...ask, itemPermissions: {} }, 'itemPermissions must be a list.'],
    [
      { ...ask, itemPermissions: [{ item: 'a', right: 'own' }] },
      'itemPermissions[0].right is unknown: "own"; use one of read, write, recovery-key, no-read.',
    ],
    [{ ...ask, itemPermision: [] }, 'A question has the unknown field "itemPermision"; did you mean "item"?'],
    [{ console: facts, right: 'add user' }, 'right is unknown: "add user"; did you mean "add users"?'],
    [{ console: { explicit: true }, right: 'console' }, 'console.productAdministrator must be true or false.'],
    [{ console: facts }, 'right must be a text.'],
    [null, 'A question must be an object with roles, permission, item, itemPermissions, console, right.'],
    [[], 'A question must be an object with roles, permission, item, itemPermissions, console, right.'],
  ])('answers %j with one sentence', (question, sentence) => {
    const expected = sentence.replace('"Access to system settings"', '"Access to system settings"');
    expect(told(explain(question))).toBe(expected);
  });
});
