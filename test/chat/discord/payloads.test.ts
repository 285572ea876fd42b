import { describe, expect, it } from 'vitest';
import { descriptions } from '../../../commands/index.ts';
import { readComponentId, readModalId } from '../../../src/chat/discord/outbound/custom-id.ts';
import type { Interaction } from '../../../src/chat/discord/inbound/interaction.ts';
import { modalValues, readInteraction } from '../../../src/chat/discord/inbound/interaction.ts';
import { createMemberChanges } from '../../../src/chat/discord/inbound/member-changes.ts';
import { callOf, readCommand, readQuestion, replyTo } from '../../../src/chat/discord/inbound/parse.ts';
import type { Account } from '../../../src/domain/identity.ts';
import { fixture } from './helpers.ts';

const ada = '226241856301694976';

function read<T extends Interaction['type']>(name: string, type: T): Extract<Interaction, { type: T }> {
  const interaction = readInteraction(fixture(name));
  if (interaction?.type !== type) throw new Error(`${name} is not read as an interaction of type ${type}`);
  return interaction as Extract<Interaction, { type: T }>;
}

describe('payloads as Discord sends them', () => {
  it('a slash command becomes a call', () => {
    const interaction = read('command', 2);
    const typed = readCommand(interaction.data, descriptions);
    expect(callOf(typed, interaction, replyTo(interaction, 1_000))).toEqual({
      command: 'grant',
      args: {
        kind: 'role',
        instance: 'mdm-eu',
        role: 'Help desk',
        who: [
          {
            kind: 'account',
            account: { platform: 'discord', workspace: '', user: '53908232506183680' },
            shown: '@Mason',
          },
          { kind: 'email', email: 'mia@acme.test' },
        ],
        duration: '2h',
      },
      account: { platform: 'discord', workspace: '', user: ada },
      delivery: 'discord-786008729715212338',
      heardAt: 1_000,
      reply: {
        platform: 'discord',
        user: ada,
        channel: '645027906669510667',
        token: 'A_UNIQUE_TOKEN',
        isThinking: 0,
        at: 1_000,
      },
    });
  });

  it('what is being typed becomes a question', () => {
    expect(readQuestion(read('autocomplete', 4).data)).toEqual({
      command: 'request',
      form: 'role',
      option: 'role',
      typed: 'he',
      filled: { instance: 'mdm-eu' },
    });
  });

  it.each(['button', 'direct-button'])('a %s is the account’s that pressed it', (name) => {
    const interaction = read(name, 3);
    expect(interaction.by).toBe(ada);
    expect(readComponentId(interaction.data.custom_id)).toEqual({
      kind: 'run',
      pressed: { command: 'approve', args: { id: '3f7k2m9qx4tb' } },
    });
  });

  it('a modal brings what was typed into it', () => {
    const interaction = read('modal', 5);
    expect(readModalId(interaction.data.custom_id)).toEqual({ stash: '0123456789abcdef0123456789abcdef' });
    expect(modalValues(interaction)).toEqual({ reason: 'not this week' });
  });
});

describe('changes of members', () => {
  const update = fixture('member-update');
  const own = { guild: '290926798626357999', user: '775799577604522054' };

  function hearing() {
    const forgotten: string[] = [];
    const changed: Account[] = [];
    const changes = createMemberChanges({ forget: (user) => void forgotten.push(user) }, own);
    const tell = (account: Account) => Promise.resolve(changed.push(account));
    return { forgotten, changed, heard: (event: string, data: object) => changes.heard(event, data, tell), changes };
  }

  it('are handed on when they change who somebody is, not with every picture', async () => {
    const { changed, forgotten, heard } = hearing();
    await heard('GUILD_MEMBER_UPDATE', update);
    await heard('GUILD_MEMBER_UPDATE', { ...update, avatar: 'new' });
    expect(changed).toHaveLength(1);
    await heard('GUILD_MEMBER_UPDATE', { ...update, roles: [] });
    await heard('GUILD_MEMBER_UPDATE', { ...update, roles: [], pending: true });
    expect(changed).toHaveLength(3);
    expect(forgotten).toHaveLength(4);
  });

  it('are handed on whenever somebody comes or goes', async () => {
    const { changed, heard } = hearing();
    for (const event of ['GUILD_MEMBER_REMOVE', 'GUILD_MEMBER_ADD', 'GUILD_MEMBER_REMOVE']) await heard(event, update);
    expect(changed).toHaveLength(3);
  });

  it('of other servers and of the bot itself are nobody’s', async () => {
    const { changed, forgotten, heard } = hearing();
    await heard('GUILD_MEMBER_UPDATE', { ...update, guild_id: '1' });
    await heard('GUILD_MEMBER_UPDATE', { ...update, user: { id: own.user } });
    expect(changed).toEqual([]);
    expect(forgotten).toEqual([own.user]);
  });

  it('that could not be handled are handed on with the next one', async () => {
    const { changes, heard, changed } = hearing();
    const broken = changes.heard('GUILD_MEMBER_UPDATE', update, () => Promise.reject(new Error('broken')));
    await expect(broken).rejects.toThrow('broken');
    await heard('GUILD_MEMBER_UPDATE', update);
    expect(changed).toHaveLength(1);
  });
});
