import { afterEach, describe, expect, it } from 'vitest';
import { connectDiscord } from '../../../../src/chat/discord/index.ts';
import type { DiscordConfig } from '../../../../src/chat/discord/config.ts';
import type { PlatformParts } from '../../../../src/ports/platform.ts';
import { fakeClock, memoryStash, recordingLog } from '../helpers.ts';
import { eventually } from '../../../support/until.ts';
import { ids, localDiscord } from '../local.ts';
import type { Local } from '../local.ts';
import { noHomes } from '../../../support/no-homes.ts';

const silent = {
  homes: noHomes,
  commands: {
    descriptions: [],
    choices: { products: [], instances: [], permissions: [], defaultDuration: '8h' },
    complete: () => Promise.resolve([]),
    keptOut: () => Promise.resolve(null),
    overViews: () => null,
    run: () => Promise.reject(new Error('nobody types')),
  },
  roleChanged: () => Promise.resolve(),
  placeChanged: () => Promise.resolve(),
  connectionChanged: () => Promise.resolve(),
  awaited: () => Promise.reject(new Error('nobody signs in')),
  proved: () => Promise.reject(new Error('nobody signs in')),
};

describe('the connection to Discord', () => {
  const open: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const close of open.splice(0).reverse()) await close();
  });

  async function started(): Promise<Local> {
    const local = await localDiscord();
    open.push(() => local.close());
    return local;
  }

  async function listening(): Promise<Local> {
    const local = await started();
    const ears = await local.listen();
    open.push(() => ears.close());
    return local;
  }

  const connect = (config: DiscordConfig, parts: Partial<PlatformParts> = {}) =>
    connectDiscord(config, {
      log: recordingLog(),
      clock: fakeClock(),
      stash: memoryStash(),
      publicUrl: null,
      ...parts,
    });
  const callsOf = async (local: Local, look: RegExp) =>
    (await local.control('GET', '/calls')).calls!.filter(({ method }) => look.test(method));

  it('registers the command and the two of a member’s menu once, and not again when nothing has changed', async () => {
    const local = await listening();
    const again = await local.listen();
    open.push(() => again.close());
    expect(await callsOf(local, /^(POST|PUT) \/applications/)).toHaveLength(3);
    expect((await local.control('GET', '/world')).commands).toHaveLength(3);
  });

  it('goes on after it was lost, and hears what came in the meantime once', async () => {
    const local = await listening();
    await local.control('POST', '/gateway/disconnect', { resumable: true });
    await local.control('POST', `/users/${ids.una}/leave`);
    await eventually(() => local.changed.length === 1);
    await local.command(ids.ada, ['mine']);
    await eventually(() => local.calls.length === 1);
    expect(local.changed).toHaveLength(1);
  });

  // Discord lets a bot identify once in five seconds.
  it('begins anew when Discord does not remember the session', async () => {
    const local = await listening();
    await local.control('POST', '/gateway/disconnect', { resumable: false });
    await eventually(async () => {
      await local.command(ids.ada, ['mine']);
      return local.calls.length > 0;
    });
    expect(local.log.lines.filter(({ level }) => level === 'error')).toEqual([]);
  });

  // Discord’s library would build something from each of these, and end the process where that fails.
  it.each<[string, unknown]>([
    ['INTERACTION_CREATE', { id: '1', type: 5, token: 't', user: { id: ids.ada }, data: { components: null } }],
    ['INTERACTION_CREATE', null],
    ['GUILD_MEMBER_UPDATE', null],
    ['GUILD_ROLE_UPDATE', { guild_id: ids.guild, role: null }],
    ['CHANNEL_CREATE', { guild_id: ids.guild, type: 'x' }],
    ['GUILD_CREATE', { id: ids.guild, channels: 1, members: [null] }],
    ['MESSAGE_CREATE', null],
  ])('goes on after a payload that nothing can be built from: %s', async (event, data) => {
    const local = await listening();
    await local.control('POST', '/gateway/dispatch', { event, data });
    // On a busy machine, a command may be answered too late for Discord, and isn't run then.
    await eventually(async () => {
      await local.command(ids.ada, ['mine']);
      return local.calls.length > 0;
    });
  });

  it('goes on by itself when the intent or the token is right again', async () => {
    const local = await listening();
    const slept: number[] = [];
    const clock = { now: Date.now, sleep: (ms: number) => Promise.resolve(void slept.push(ms)) };
    const log = recordingLog();
    const platform = await connect(local.config, { clock, log });
    open.push(() => platform.close());
    let heard = 0;
    const ears = await platform.listen({ ...silent, changed: () => Promise.resolve(heard++) });
    open.push(() => ears.close());
    await local.control('POST', '/gateway/disconnect', { code: 4014, resumable: false });
    await eventually(() => log.lines.some(({ text }) => text.includes('Server Members Intent')));
    await eventually(async () => {
      await local.control('POST', `/users/${ids.una}/leave`);
      await local.control('POST', `/users/${ids.una}/join`);
      return heard > 0;
    });
    expect(slept[0]).toBe(5_000);
  });

  it('says nothing of a lost connection when it is closed', async () => {
    const local = await started();
    const ears = await local.listen();
    local.log.lines.length = 0;
    await ears.close();
    expect(local.log.lines).toEqual([]);
  });

  it('waits for what is being done when it is closed, and hears nothing more', async () => {
    const local = await started();
    let finish: () => void = () => undefined;
    const going = new Promise<void>((resolve) => {
      finish = resolve;
    });
    let done = false;
    const ears = await local.platform.listen({
      homes: noHomes,
      commands: {
        descriptions: [
          {
            name: 'mine',
            summary: () => 'x',
            forms: [{ name: null, summary: () => 'x', usage: 'mine', args: {}, options: [] }],
            examples: [],
            mode: 'query',
          },
        ],
        choices: { products: [], instances: [], permissions: [], defaultDuration: '8h' },
        complete: () => Promise.resolve([]),
        keptOut: () => Promise.resolve(null),
        overViews: () => null,
        run: async () => {
          await going;
          done = true;
          return { ok: true, message: { summary: 'x', tone: 'plain', blocks: [] } };
        },
      },
      changed: () => Promise.resolve(),
      roleChanged: () => Promise.resolve(),
      placeChanged: () => Promise.resolve(),
      connectionChanged: () => Promise.resolve(),
      awaited: () => Promise.reject(new Error('nobody signs in')),
      proved: () => Promise.reject(new Error('nobody signs in')),
    });
    await local.command(ids.ada, ['mine']);
    const closed = ears.close();
    finish();
    await closed;
    expect(done).toBe(true);
  });

  it.each([
    ['a wrong token', { token: 'wrong' }, /DISCORD_TOKEN/],
    ['another application’s id', { applicationId: '123' }, /DISCORD_APPLICATION_ID \(123\)/],
    [
      'a guild that the bot does not know',
      { guildId: '999999999999999999' },
      /DISCORD_GUILD_ID names \(999999999999999999\)/,
    ],
  ])('is refused with the variable to mend: %s', async (_what, change, words) => {
    const local = await started();
    await expect(connect({ ...local.config, ...change })).rejects.toThrow(words);
  });

  it('says what to switch on when the Gateway does not let us hear of members', async () => {
    const local = await started();
    await local.control('POST', '/faults', { method: 'GET /gateway/bot', status: 401 });
    await expect(local.listen()).rejects.toThrow(/DISCORD_TOKEN/);
  });

  it('says how to invite the bot when it may not register its command', async () => {
    const local = await started();
    await local.control('POST', '/faults', { method: 'POST /applications/:app/guilds/:guild/commands', status: 403 });
    await expect(local.listen()).rejects.toThrow(
      /invite it to the server again, with the scope applications\.commands/,
    );
  });

  it('waits while Discord is away at the start', async () => {
    const local = await started();
    await local.control('POST', '/faults', { method: 'GET /users/@me', status: 503, times: 2 });
    const clock = fakeClock();
    const log = recordingLog();
    const platform = await connect(local.config, { clock, log });
    open.push(() => platform.close());
    expect(clock.slept).toEqual([1_000, 2_000]);
    expect(log.lines.map(({ text }) => text)).toEqual(
      Array(2).fill('Discord cannot be asked who we are: trying again'),
    );
  });

  it('waits until it is told to stop', async () => {
    const local = await started();
    await local.control('POST', '/faults', { method: '*', status: 503, times: null });
    const stop = new AbortController();
    const clock = fakeClock();
    const waiting = connect(local.config, {
      signal: stop.signal,
      clock: {
        ...clock,
        sleep: () => {
          stop.abort(new Error('stopped'));
          return Promise.resolve();
        },
      },
    });
    await expect(waiting).rejects.toThrow('stopped');
  });

  it('works without the Gateway for who only sends', async () => {
    const local = await started();
    await local.chat.profile({ platform: 'discord', workspace: '', user: ids.ada });
    expect(await callsOf(local, /gateway/)).toEqual([]);
    expect((await local.control('GET', '/world')).gateway?.connections).toBe(0);
  });
});
