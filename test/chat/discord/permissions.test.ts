import { OverwriteType } from 'discord-api-types/v10';
import { describe, expect, it } from 'vitest';
import { permissionsIn } from '../../../src/chat/discord/connect/named.ts';
import { obstacleTo } from '../../../src/chat/discord/people/roles.ts';

describe('what hinders the giving of a role', () => {
  const manage = String(1n << 28n);
  const one = (id: string, name: string, position: number, more: object = {}) => ({
    id,
    name,
    position,
    managed: false,
    permissions: '0',
    ...more,
  });
  const everyone = one('1', '@everyone', 0);
  const wanted = one('5', 'Reader', 2);

  it.each([
    ['nothing', [everyone, wanted, one('6', 'Latchkey', 3, { permissions: manage })], ['6'], null],
    [
      'a permission that @everyone has is enough',
      [{ ...everyone, permissions: manage }, wanted, one('6', 'L', 3)],
      ['6'],
      null,
    ],
    ['an administrator needs no more', [everyone, wanted, one('6', 'L', 3, { permissions: '8' })], ['6'], null],
    [
      'the permission is missing',
      [everyone, wanted, one('6', 'Latchkey', 3)],
      ['6'],
      'needs the permission Manage Roles',
    ],
    [
      'the bot has no role',
      [{ ...everyone, permissions: manage }, wanted],
      [],
      'drag a role of the bot above “Reader”',
    ],
    ['an integration owns it', [everyone, { ...wanted, managed: true }], [], 'belongs to an integration'],
    [
      'it stands as high, and is older',
      [everyone, wanted, one('6', 'Latchkey', 2, { permissions: manage })],
      ['6'],
      'drag “Latchkey” above “Reader”',
    ],
    [
      'another role of the bot is high enough',
      [everyone, wanted, one('6', 'L', 1, { permissions: manage }), one('7', 'Bots', 9)],
      ['6', '7'],
      null,
    ],
  ])('%s', (_what, all, held, expected) => {
    const sentence = obstacleTo('5', all, held, '1');
    if (expected === null) expect(sentence).toBeNull();
    else expect(sentence).toContain(expected);
  });
});

describe('permissions in a channel', () => {
  const view = 1n << 10n;
  const roles = [
    { id: '1', permissions: String(view) },
    { id: '2', permissions: '0' },
  ];
  const member = { roles: ['2'], user: { id: '9' } } as Parameters<typeof permissionsIn>[2];
  const over = (id: string, type: OverwriteType, allow: bigint, deny: bigint) => ({
    id,
    type,
    allow: String(allow),
    deny: String(deny),
  });

  it('are taken from everyone, then given to a role, then to a member', () => {
    const hidden = [over('1', OverwriteType.Role, 0n, view)];
    expect(permissionsIn([], roles, null, '1') & view).toBe(view);
    expect(permissionsIn(hidden, roles, null, '1') & view).toBe(0n);
    expect(permissionsIn([...hidden, over('2', OverwriteType.Role, view, 0n)], roles, member, '1') & view).toBe(view);
    expect(permissionsIn([...hidden, over('9', OverwriteType.Member, view, 0n)], roles, member, '1') & view).toBe(view);
    expect(
      permissionsIn(
        [...hidden, over('2', OverwriteType.Role, view, 0n), over('9', OverwriteType.Member, 0n, view)],
        roles,
        member,
        '1',
      ) & view,
    ).toBe(0n);
  });

  it('are all there for an administrator', () => {
    const owner = [...roles, { id: '3', permissions: '8' }];
    const admin = { roles: ['3'], user: { id: '9' } } as Parameters<typeof permissionsIn>[2];
    expect(permissionsIn([over('1', OverwriteType.Role, 0n, view)], owner, admin, '1') & view).toBe(view);
  });
});
