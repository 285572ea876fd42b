import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ChatRefused, ChatUnavailable } from '../../../../src/ports/chat.ts';
import { eventually } from '../../../support/until.ts';
import { ids, localDiscord } from '../local.ts';
import type { Local } from '../local.ts';

const account = { platform: 'discord', workspace: '', user: ids.ada };

describe('the bot and its server', () => {
  let local: Local;
  let close: () => Promise<void>;
  beforeAll(async () => {
    local = await localDiscord();
    const ears = await local.listen();
    close = () => ears.close();
  });
  beforeEach(async () => {
    await local.control('POST', '/app', { inGuild: true });
    local.placesChanged.length = 0;
    local.connections.length = 0;
  });
  afterAll(async () => {
    await close();
    await local.close();
  });

  it('a channel that is deleted or closed to the bot is handed on', async () => {
    await local.control('PATCH', `/channels/${ids.audit}`, { appMayView: false });
    await local.control('PATCH', `/channels/${ids.audit}`, { appMayView: true });
    await eventually(() => local.placesChanged.length >= 2);
    expect(new Set(local.placesChanged)).toEqual(new Set([ids.audit]));
  });

  it('removed and invited again: both are handed on, and the command is registered again', async () => {
    await local.control('POST', '/app', { inGuild: false });
    await eventually(() => local.placesChanged.length === 1);
    expect((await local.control('GET', '/world')).commands).toEqual([]);
    await local.control('POST', '/app', { inGuild: true });
    await eventually(() => local.placesChanged.length === 2);
    expect(local.placesChanged).toEqual([null, null]);
    expect((await local.control('GET', '/world')).commands).toHaveLength(3);
  });

  it('an outage of the server is nothing of ours', async () => {
    await local.control('POST', '/gateway/dispatch', {
      event: 'GUILD_DELETE',
      data: { id: ids.guild, unavailable: true },
    });
    await local.command(ids.ada, ['mine']);
    expect(local.placesChanged).toEqual([]);
  });

  it('that it was removed while nobody listened is noticed when the connection is there again', async () => {
    const before = local.placesChanged.length;
    await local.control('POST', '/gateway/dispatch', { event: 'READY', data: { guilds: [] } });
    await eventually(() => local.placesChanged.length > before);
    expect(local.placesChanged).toEqual([null]);
  });

  it('while it is away nothing is known of anybody: no member is gone, no role is missing', async () => {
    await local.control('POST', '/app', { inGuild: false });
    const { chat } = local;
    await expect(chat.profile(account, { fresh: true })).rejects.toBeInstanceOf(ChatUnavailable);
    for (const asked of [
      chat.roles!.held(account, { fresh: true }),
      chat.roles!.holders(ids.helpDesk),
      chat.roles!.name(ids.helpDesk, { fresh: true }),
      chat.roles!.take(account, ids.helpDesk, 'over'),
    ]) {
      await expect(asked).rejects.toBeInstanceOf(ChatUnavailable);
    }
    const refused = await chat.probe(null).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(ChatRefused);
    expect(refused).toMatchObject({ kind: 'blocked', concerns: 'token', code: '10004' });
    expect((refused as ChatRefused).advice).toContain('Invite it again');
  });

  it('a connection that Discord closes for good is handed on, and so is its return', async () => {
    await local.control('POST', '/gateway/disconnect', { code: 4014, resumable: false });
    await eventually(() => local.connections.length === 2);
    expect(local.connections).toEqual(['4014', null]);
  });
});
