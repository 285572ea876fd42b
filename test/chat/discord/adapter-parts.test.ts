import { describe, expect, it } from 'vitest';
import { createGuild } from '../../../src/chat/discord/connect/guild.ts';
import { createMemberChanges } from '../../../src/chat/discord/inbound/member-changes.ts';
import { createPost } from '../../../src/chat/discord/outbound/post.ts';
import { sortRefusal } from '../../../src/chat/discord/connect/refusals.ts';
import type { Rest } from '../../../src/chat/discord/connect/rest.ts';
import { createRoles } from '../../../src/chat/discord/people/roles.ts';
import { say } from '../../../src/domain/message.ts';
import { ChatRefused } from '../../../src/ports/chat.ts';
import { fakeClock, recordingLog } from './helpers.ts';

const own = { guild: '1', user: '9' };
const crew = '2100';

describe('who holds a role', () => {
  it('is nobody of the bots, which have no accesses', async () => {
    const member = (id: string, bot?: boolean) => ({
      user: { id, username: id, ...(bot ? { bot } : {}) },
      roles: [crew],
    });
    const page = [member('1'), member('2', true), member('3')];
    const rest = ((_method, _path, { query } = {}) => Promise.resolve(query?.['after'] === '0' ? page : [])) as Rest;
    const holders = await createRoles({ rest, own, guild: createGuild({ rest, own, clock: fakeClock() }) }).holders(
      crew,
    );
    expect(holders.map(({ user }) => user)).toEqual(['1', '3']);
  });
});

describe('changes of a member', () => {
  const update = (roles: string[]) => ({ guild_id: '1', user: { id: '5', username: 'mia' }, roles });

  it('that overlap are all handed on', async () => {
    const changes = createMemberChanges({ forget: () => undefined }, own);
    let finish: () => void = () => undefined;
    const slow = new Promise<void>((resolve) => (finish = resolve));
    const heard: string[] = [];
    const first = changes.heard('GUILD_MEMBER_UPDATE', update([crew]), () => slow.then(() => heard.push('given')));
    await changes.heard('GUILD_MEMBER_UPDATE', update([]), () => Promise.resolve(heard.push('taken')));
    finish();
    await first;
    await changes.heard('GUILD_MEMBER_UPDATE', update([crew]), () => Promise.resolve(heard.push('given again')));
    expect(heard).toEqual(['taken', 'given', 'given again']);
  });

  it('that could not be handed on are handed on the next time', async () => {
    const changes = createMemberChanges({ forget: () => undefined }, own);
    const away = () => Promise.reject(new Error('away'));
    await expect(changes.heard('GUILD_MEMBER_UPDATE', update([crew]), away)).rejects.toThrow('away');
    let heard = 0;
    await changes.heard('GUILD_MEMBER_UPDATE', update([crew]), () => Promise.resolve(heard++));
    expect(heard).toBe(1);
  });
});

describe('a message that the bot may edit and not read', () => {
  const editing = async (code: string) => {
    const sent: string[] = [];
    const rest = ((method) => {
      sent.push(method);
      return method === 'GET' ? Promise.reject(new ChatRefused('no', code, sortRefusal(code))) : Promise.resolve({});
    }) as Rest;
    const prepare = () => Promise.resolve({} as never);
    const post = createPost({ rest, own, prepare, pace: () => Promise.resolve(), log: recordingLog() });
    await post.update({ channel: '7', message: '8' }, say('x'), new Map());
    return sent;
  };

  it('is edited all the same', async () => {
    expect(await editing('50001')).toEqual(['GET', 'PATCH']);
  });

  it('is not where it is gone', async () => {
    await expect(editing('10008')).rejects.toMatchObject({ code: '10008' });
  });
});

describe('a role that could not be given', () => {
  it('has what hinders it read anew', async () => {
    const asked: string[] = [];
    const rest = ((method, path) => {
      asked.push(`${method} ${path}`);
      if (method === 'PUT') return Promise.reject(new ChatRefused('no', '50013'));
      return Promise.resolve(
        path.endsWith('/roles') ? [] : { user: { id: own.user, username: 'latchkey' }, roles: [] },
      );
    }) as Rest;
    const roles = createRoles({ rest, own, guild: createGuild({ rest, own, clock: fakeClock() }) });
    const reads = () => asked.filter((one) => one === 'GET /guilds/1/roles').length;
    await roles.obstacle(crew);
    await roles.obstacle(crew);
    expect(reads()).toBe(1);
    const account = { platform: 'discord', workspace: '', user: '5' };
    await expect(roles.give(account, crew, `reason ${'😀'.repeat(600)}`)).rejects.toBeInstanceOf(ChatRefused);
    expect(await roles.obstacle(crew)).toContain('There is no Discord role');
    expect(reads()).toBe(2);
  });
});
