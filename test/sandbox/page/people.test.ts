import { describe, expect, it } from 'vitest';
import { keyOf, playerOf, playersOf } from '../../../sandbox/page/app/data/people.ts';
import type { Persona as DiscordPersona } from '../../../sandbox/page/app/discord/types.ts';
import type { Persona as SlackPersona } from '../../../sandbox/page/app/slack/types.ts';

const slack = (id: string, realName: string, email?: string): SlackPersona => ({
  ...{ id, name: id.toLowerCase(), realName, email, title: '', unread: 0, direct: 0 },
  ...{ emailConfirmed: true, bot: false, deleted: false, isApp: false, isStranger: false },
});
const discord = (id: string, name: string, email: string | null): DiscordPersona => ({
  ...{ id, name, username: name.toLowerCase(), email, roles: [] },
  ...{ isMember: true, dmsClosed: false, unread: 0, direct: 0 },
});

describe('whom one can play', () => {
  const mia = slack('U1', 'Mia', 'Mia@acme.test');
  const stranger = slack('U2', 'Sam');
  const here = discord('11', 'Mia C', 'mia@ACME.test');
  const rio = discord('22', 'Rio', null);

  it('is one person with both accounts where the e-mail is the same, whatever its case', () => {
    const players = playersOf([mia, stranger], [rio, here]);
    expect(players.map(({ name, slack: left, discord: right }) => [name, left?.id, right?.id])).toEqual([
      ['Mia', 'U1', '11'],
      ['Sam', 'U2', undefined],
      ['Rio', undefined, '22'],
    ]);
  });

  it('is found by either account, and nobody by none', () => {
    const players = playersOf([mia, stranger], [rio, here]);
    expect(playerOf(players, '11')?.name).toBe('Mia');
    expect(playerOf(players, 'U1')?.name).toBe('Mia');
    expect(playerOf(players, '22')?.name).toBe('Rio');
    expect(playerOf(players, undefined)).toBeUndefined();
    expect(players.map(keyOf)).toEqual(['U1', 'U2', '22']);
  });

  it('is everyone of the one chat that runs', () => {
    expect(playersOf([], [here, rio]).map((one) => one.name)).toEqual(['Mia C', 'Rio']);
    expect(playersOf([mia], []).map((one) => one.name)).toEqual(['Mia']);
  });
});
