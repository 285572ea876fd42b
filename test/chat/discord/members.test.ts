import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { judgeMember } from '../../../src/chat/discord/people/profile.ts';
import { ChatRefused, ChatUnavailable } from '../../../src/ports/chat.ts';
import type { ChatRoles } from '../../../src/ports/chat.ts';
import type { Ears } from '../../../src/ports/platform.ts';
import { eventually } from '../../support/until.ts';
import { ids, localDiscord } from './local.ts';
import type { Local } from './local.ts';

const account = (user: string) => ({ platform: 'discord', workspace: '', user });
const role = 'PUT /guilds/:guild/members/:user/roles/:role';

describe('members and roles', () => {
  let local: Local;
  let ears: Ears;
  let roles: ChatRoles;
  beforeAll(async () => {
    local = await localDiscord();
    ears = await local.listen();
    if (!local.chat.roles) throw new Error('there are no roles');
    ({ roles } = local.chat);
  });
  afterAll(async () => {
    await ears.close();
    await local.close();
  });
  afterEach(async () => {
    await local.control('DELETE', '/faults');
    local.changed.length = 0;
  });

  it('are told of a role that has another name or is gone', async () => {
    const { role: made } = (await local.control('POST', '/roles', { name: 'Night shift' })) as unknown as {
      role: { id: string };
    };
    await local.control('PATCH', `/roles/${made.id}`, { name: 'Day shift' });
    await local.control('DELETE', `/roles/${made.id}`);
    await eventually(() => local.rolesChanged.some(([, name]) => name === null));
    expect(local.rolesChanged.filter(([one]) => one === made.id)).toEqual([
      [made.id, 'Day shift'],
      [made.id, null],
    ]);
  });

  it('are inside when they are people of our guild; Discord proves no e-mail', async () => {
    expect(await local.chat.profile(account(ids.bob))).toEqual({
      inside: true,
      account: account(ids.bob),
      name: 'Bobby',
      email: null,
    });
    expect(await local.chat.accountByEmail('bob@acme.test')).toBeNull();
  });

  it.each([
    ['who never joined', account(ids.dora), 'not-found'],
    ['a bot', account(ids.robot), 'bot'],
    ['nobody', account('999999999999999999'), 'not-found'],
    ['no id at all', account('../users/@me'), 'not-found'],
    ['an account of another platform', { platform: 'slack', workspace: 'T1', user: ids.bob }, 'not-found'],
  ])('are outside: %s', async (_who, given, why) => {
    const profile = await local.chat.profile(given);
    expect(profile).toMatchObject({ inside: false, why });
  });

  it('are outside while they have not accepted the rules', () => {
    const member = {
      user: { id: '1', username: 'x', global_name: null, discriminator: '0', avatar: null },
      roles: [],
      joined_at: null,
      pending: true,
    };
    expect(judgeMember(account('1'), member)).toMatchObject({ inside: false, why: 'pending', name: 'x' });
  });

  it('are not judged while Discord cannot be asked', async () => {
    await local.control('POST', '/faults', { method: 'GET /guilds/:guild/members/:user', status: 503, times: null });
    await expect(local.chat.profile(account(ids.ada), { fresh: true })).rejects.toBeInstanceOf(ChatUnavailable);
  });

  it.each([
    ['an id', ids.bob],
    ['the written form', `discord:${ids.bob}`],
    ['a mention', `<@${ids.bob}>`],
    ['a user name in any case', '@BOB'],
    ['the name that one member is shown by', 'bob builder'],
  ])('are found by %s', async (_how, text) => {
    expect(await local.chat.accountByName(text)).toEqual(account(ids.bob));
  });

  it.each(['nobody', '', '@', ids.dora, 'bo'])('are not found by %j', async (text) => {
    expect(await local.chat.accountByName(text)).toBeNull();
  });

  it('are not found by a name that two have', async () => {
    await local.control('POST', '/users', { globalName: 'Sam', username: 'sam.one' });
    await local.control('POST', '/users', { globalName: 'Sam', username: 'sam.two' });
    expect(await local.chat.accountByName('Sam')).toBeNull();
    expect(await local.chat.accountByName('sam.two')).not.toBeNull();
  });

  it('have what they hold, and since when they are there', async () => {
    const held = await roles.held(account(ids.ada));
    expect(held?.roles).toEqual([ids.helpDesk]);
    expect(held?.memberSince).toBeGreaterThan(0);
    expect(await roles.held(account(ids.dora))).toBeNull();
    expect(await roles.name(ids.helpDesk)).toBe('Help desk');
    expect(await roles.name('999')).toBeNull();
    expect(await roles.holders(ids.helpDesk)).toEqual([account(ids.ada)]);
  });

  it('are given and taken with a reason in Discord’s own log, harmlessly twice', async () => {
    await roles.give(account(ids.bob), ids.helpDesk, `access 3f7k2m9qx4tb\n${'x'.repeat(600)}`);
    await roles.give(account(ids.bob), ids.helpDesk, 'again');
    expect((await roles.held(account(ids.bob)))?.roles).toEqual([ids.helpDesk]);
    expect(await roles.holders(ids.helpDesk)).toHaveLength(2);
    await roles.take(account(ids.bob), ids.helpDesk, 'access 3f7k2m9qx4tb has ended — ünïcode');
    await roles.take(account(ids.bob), ids.helpDesk, 'again');
    expect((await roles.held(account(ids.bob)))?.roles).toEqual([]);
    const { entries } = await local.control('GET', '/audit-log');
    expect(entries?.map(({ action, reason }) => [action, reason.length, reason.slice(0, 21)])).toEqual(
      expect.arrayContaining([
        ['role-given', 512, 'access 3f7k2m9qx4tb x'],
        ['role-taken', 39, 'access 3f7k2m9qx4tb h'],
      ]),
    );
    expect(entries).toHaveLength(2);
  });

  it.each([507, 508])(
    'are given with a reason of long signs, %i characters in, cut between two of them',
    async (lead) => {
      const reason = `${'x'.repeat(lead)}${'😀'.repeat(10)}`;
      await roles.give(account(ids.una), ids.helpDesk, reason);
      await roles.take(account(ids.una), ids.helpDesk, 'over');
      const { entries } = await local.control('GET', '/audit-log');
      const given = entries?.find(
        (one) => one.action === 'role-given' && one.reason.startsWith(reason.slice(0, lead + 2)),
      );
      expect(given?.reason.length).toBeLessThanOrEqual(512);
      expect(given?.reason.length).toBeGreaterThan(508);
      expect(given?.reason.isWellFormed()).toBe(true);
    },
  );

  it('are taken from who has left without a fault, and given to them with one', async () => {
    await expect(roles.take(account(ids.dora), ids.helpDesk, 'x')).resolves.toBeUndefined();
    await expect(roles.give(account(ids.dora), ids.helpDesk, 'x')).rejects.toMatchObject({ code: '10007' });
  });

  it('are not given above the bot’s own, and the sentence says what to drag where', async () => {
    expect(await roles.obstacle(ids.helpDesk)).toBeNull();
    const sentence = await roles.obstacle(ids.owner);
    expect(sentence).toBe(
      'The bot cannot give the Discord role “Server Owner”: drag “Latchkey” above “Server Owner” in Server Settings > Roles.',
    );
    const error = await roles.give(account(ids.bob), ids.owner, 'x').catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ChatRefused);
    expect(error).toMatchObject({ code: '50013' });
    expect(await roles.obstacle('999')).toContain('no Discord role with the id 999');
    expect(await roles.obstacle(ids.guild)).toContain('every member’s role');
  });

  it('learn of an obstacle that was put in the way, without waiting for a minute', async () => {
    expect(await roles.obstacle(ids.helpDesk)).toBeNull();
    await local.control('PATCH', `/roles/${ids.helpDesk}`, { position: 20 });
    await eventually(async () => (await roles.obstacle(ids.helpDesk)) !== null);
    await local.control('PATCH', `/roles/${ids.helpDesk}`, { position: 1 });
    await eventually(async () => (await roles.obstacle(ids.helpDesk)) === null);
  });

  it('wait as Discord asks when it limits the giving', async () => {
    await local.control('POST', '/faults', { method: role, status: 429, retryAfter: 0.2 });
    const error = await roles.give(account(ids.bob), ids.helpDesk, 'x').catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ChatUnavailable);
    expect((error as ChatUnavailable).retryAfterMs).toBeGreaterThanOrEqual(200);
  });

  it('are listed to the end though Discord limits the list: who asks is told to wait, then finds all', async () => {
    const other = await localDiscord();
    try {
      const method = 'GET /guilds/:guild/members';
      await other.control('POST', '/faults', { method, status: 429, retryAfter: 0.1 });
      const holders = () => other.chat.roles?.holders(ids.helpDesk) ?? Promise.resolve([]);
      const error = await holders().catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(ChatUnavailable);
      expect((error as ChatUnavailable).retryAfterMs).toBeGreaterThanOrEqual(100);
      const found = await eventually(async () => await holders().catch(() => null));
      expect(found).toEqual([account(ids.ada)]);
    } finally {
      await other.close();
    }
  });

  it('are looked at again when they change, leave and come', async () => {
    expect((await local.chat.profile(account(ids.una))).inside).toBe(true);
    await local.control('POST', `/users/${ids.una}/leave`);
    await eventually(() => local.changed.length === 1);
    expect((await local.chat.profile(account(ids.una))).inside).toBe(false);
    await local.control('POST', `/users/${ids.una}/join`);
    await eventually(() => local.changed.length === 2);
    expect((await local.chat.profile(account(ids.una))).inside).toBe(true);
    await local.control('PUT', `/users/${ids.una}/roles/${ids.helpDesk}`, { by: ids.ada });
    await eventually(() => local.changed.length === 3);
    expect((await roles.held(account(ids.una)))?.roles).toEqual([ids.helpDesk]);
    await local.control('PATCH', `/users/${ids.una}`, { email: 'una@new.test' });
    await local.control('PATCH', `/users/${ids.una}`, { nick: 'Uno' });
    await eventually(() => local.changed.length === 4);
    expect(local.changed.splice(3)).toEqual([account(ids.una)]);
    expect(local.changed).toEqual([account(ids.una), account(ids.una), account(ids.una)]);
  });

  it('that the configuration names are looked at, with one sentence for each that will not do', async () => {
    await local.control('PATCH', `/channels/${ids.audit}`, { appMayWrite: false });
    const found = await local.platform.inspect({
      channels: [
        { path: 'channels.approvals', id: ids.approvals },
        { path: 'channels.audit', id: ids.audit },
        { path: 'channels.other', id: ids.general },
        { path: 'channels.none', id: '999' },
      ],
      roles: [
        { path: 'targets[0]', id: ids.helpDesk },
        { path: 'targets[1]', id: ids.owner },
        { path: 'authority[0]', id: ids.owner, given: false },
        { path: 'authority[1]', id: '998', given: false },
      ],
    });
    expect(found.filter(({ isProblem }) => !isProblem).map(({ sentence }) => sentence)).toEqual([
      expect.stringContaining('is visible to @everyone'),
    ]);
    expect(found.map(({ sentence }) => sentence)).toEqual([
      'channels.audit (1200) lacks Send Messages for the bot: allow it in the channel’s permissions.',
      `channels.other (${ids.general}) is visible to @everyone: all members can read who asks for what. Make it private.`,
      'channels.none (999) is no channel of the Discord server: copy its id again.',
      `targets[1] (${ids.owner}): The bot cannot give the Discord role “Server Owner”: drag “Latchkey” above “Server Owner” in Server Settings > Roles.`,
      'authority[1] (998): There is no Discord role with the id 998: copy the id again from Server Settings > Roles.',
    ]);
  });

  it('that cannot be looked at are named, too', async () => {
    await local.control('POST', '/faults', { method: '*', status: 503, times: null });
    const found = await local.platform.inspect({ channels: [{ path: 'channels.audit', id: ids.audit }], roles: [] });
    expect(found.map(({ sentence }) => sentence)).toEqual([
      expect.stringContaining('intents cannot be looked at'),
      expect.stringContaining('channels.audit (1200) cannot be looked at'),
    ]);
  });
});
