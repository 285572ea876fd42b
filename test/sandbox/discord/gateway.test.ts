import { createInflate, constants } from 'node:zlib';
import { Events, GatewayIntentBits } from 'discord.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import WebSocket from 'ws';
import { eventually } from '../../support/until.ts';
import { logIn, mia, next, openDiscord, world } from './support.ts';

type Opened = Awaited<ReturnType<typeof openDiscord>>;
interface Packet {
  op: number;
  t?: string;
  s?: number;
  d: { session_id: string; heartbeat_interval: number; content: string; members: { user: { id: string } }[] };
}

describe('the Gateway', () => {
  let opened: Opened;
  const sockets: WebSocket[] = [];
  beforeEach(async () => {
    opened = await openDiscord({ patience: 400 });
  });
  afterEach(async () => {
    for (const socket of sockets.splice(0)) socket.terminate();
    await opened.discord.stop();
  });

  /** A bare connection, and what comes over it. */
  const connect = (query = '') => {
    const socket = new WebSocket(`${opened.discord.url.replace('http', 'ws')}/gateway/?v=10&encoding=json${query}`);
    sockets.push(socket);
    const packets: Packet[] = [];
    const inflate = createInflate({ finishFlush: constants.Z_SYNC_FLUSH });
    let text = '';
    inflate.on('data', (part: Buffer) => {
      text += part.toString('utf8');
      try {
        packets.push(JSON.parse(text) as Packet);
        text = '';
      } catch {
        return;
      }
    });
    socket.on('message', (data: Buffer, isBinary) => {
      if (isBinary) inflate.write(data);
      else packets.push(JSON.parse(data.toString('utf8')) as Packet);
    });
    const closed = new Promise<number>((resolve) => socket.once('close', resolve));
    const failed = new Promise<Error>((resolve) => socket.once('error', resolve));
    const say = (op: number, d: unknown) => socket.send(JSON.stringify({ op, d }));
    const heard = (name: string) => eventually(() => packets.find((one) => one.t === name));
    const hello = () => eventually(() => packets.find((one) => one.op === 10));
    return { packets, say, heard, hello, closed, failed, socket };
  };
  const token = () => opened.discord.env['DISCORD_TOKEN']!;
  const identify = (intents: number, more = {}) => ({ token: token(), intents, properties: {}, ...more });

  it('closes with Discord’s codes on what an app does wrong', async () => {
    const cases: [number, (link: ReturnType<typeof connect>) => void][] = [
      [4004, ({ say }) => say(2, { token: 'wrong', intents: 0, properties: {} })],
      [4003, ({ say }) => say(8, {})],
      [4001, ({ say }) => say(99, {})],
      [4002, ({ socket }) => socket.send('{')],
      [4013, ({ say }) => say(2, identify(-1))],
    ];
    for (const [code, wrong] of cases) {
      const link = connect();
      expect((await link.hello()).d.heartbeat_interval).toBeGreaterThan(10_000);
      wrong(link);
      expect(await link.closed).toBe(code);
    }
  });

  it('acknowledges heartbeats, and sends members only with the intent', async () => {
    const alone = connect();
    await alone.hello();
    alone.say(1, null);
    await eventually(() => alone.packets.find((one) => one.op === 11));
    alone.say(2, identify(GatewayIntentBits.Guilds));
    expect((await alone.heard('GUILD_CREATE')).d.members.map((one) => one.user.id)).toEqual([world.app.id]);
    alone.say(8, { guild_id: world.guild.id, query: 'mia', limit: 1 });
    expect((await alone.heard('GUILD_MEMBERS_CHUNK')).d.members.map((one) => one.user.id)).toEqual([mia.id]);
  });

  it('compresses when asked to', async () => {
    const link = connect('&compress=zlib-stream');
    await link.hello();
    link.say(2, identify(GatewayIntentBits.Guilds | GatewayIntentBits.GuildMembers));
    expect((await link.heard('GUILD_CREATE')).d.members).toHaveLength(5);
  });

  it('keeps the words of others from an app without the intent for them', async () => {
    const link = connect();
    await link.hello();
    link.say(2, identify(GatewayIntentBits.GuildMessages));
    await link.heard('READY');
    await opened.hands.post('/users/mia/text', { channel: 'general', text: 'secret' });
    expect((await link.heard('MESSAGE_CREATE')).d.content).toBe('');
  });

  it('replays what was missed to one that resumes, and refuses an unknown session', async () => {
    const first = connect();
    await first.hello();
    first.say(2, identify(GatewayIntentBits.GuildMembers));
    const { d } = await first.heard('READY');
    await opened.hands.post('/gateway/disconnect', {});
    expect(await first.closed).toBe(4000);
    await opened.hands.put('/users/mia/roles/2100');

    const second = connect();
    await second.hello();
    second.say(6, { token: token(), session_id: d.session_id, seq: 1 });
    await second.heard('RESUMED');
    expect(second.packets.map((one) => one.t).filter(Boolean)).toEqual(['GUILD_MEMBER_UPDATE', 'RESUMED']);

    await opened.hands.post('/gateway/disconnect', { resumable: false });
    await second.closed;
    const third = connect();
    await third.hello();
    third.say(6, { token: token(), session_id: d.session_id, seq: 3 });
    expect(await eventually(() => third.packets.find((one) => one.op === 9))).toMatchObject({ op: 9, d: false });
  });

  it('lets nobody in while it is away', async () => {
    await opened.hands.post('/gateway/disconnect', { forMs: null });
    expect((await connect().failed).message).toContain('503');
    await opened.hands.post('/gateway/connect');
    await connect().hello();
    expect((await opened.hands.get('/world')).gateway.open).toBe(true);
  });

  it('tells a person whose command nobody hears that the application did not respond', async () => {
    const command = { name: 'ping', description: 'Ping' };
    await opened.rest.put(`/applications/${world.app.id}/guilds/${world.guild.id}/commands`, { body: [command] });
    const done = await opened.hands.post('/users/mia/commands', { channel: 'general', command: 'ping' });
    expect(done).toMatchObject({ ok: false, message: 'The application did not respond' });
    expect((await opened.hands.get('/deliveries')).deliveries).toMatchObject([
      { connections: 0, outcome: { ok: false } },
    ]);
    const direct = await opened.hands.post('/users/mia/commands', { channel: 'app', command: 'ping' });
    expect(direct).toMatchObject({ ok: false, error: 'unknown_command' });
  });

  it('takes discord.js back after it was gone', async () => {
    const client = await logIn(opened.discord);
    const resumed = next<number>((heard) => client.once(Events.ShardResume, (_, replayed) => heard(replayed)));
    const updated = next<string>((heard) => client.once(Events.GuildMemberUpdate, (_, after) => heard(after.id)));
    await opened.hands.post('/gateway/disconnect', { code: 4000 });
    await opened.hands.put('/users/mia/roles/2100');
    expect(await updated).toBe(mia.id);
    expect(await resumed).toBeGreaterThanOrEqual(1);
    await client.destroy();
    await eventually(async () => (await opened.hands.get('/world')).gateway.sessions.length === 0);
  });
});
