import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { REST } from 'discord.js';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { matches } from '../../../sandbox/discord/faults.ts';
import { eventually } from '../../support/until.ts';
import { ada, mia, openDiscord, una, world } from './support.ts';

type Opened = Awaited<ReturnType<typeof openDiscord>>;

const role = `/guilds/${world.guild.id}/members/${mia.id}/roles/2100` as const;
const pattern = 'PUT /guilds/:guild/members/:user/roles/:role';

describe('what goes wrong on demand', () => {
  let opened: Opened;
  beforeEach(async () => {
    opened = await openDiscord();
  });
  afterEach(() => opened.discord.stop());

  const isGiven = async () => {
    const { personas } = await opened.hands.get('/personas');
    return personas.find(({ id }) => id === mia.id)!.roles.length === 1;
  };

  it('is rate limited as told, and discord.js waits', async () => {
    await opened.hands.post('/faults', { method: pattern, status: 429, retryAfter: 0.05 });
    const rest = new REST({ api: opened.discord.apiUrl }).setToken(opened.discord.env['DISCORD_TOKEN']!);
    const begun = performance.now();
    await rest.put(role, { reason: 'because' });
    expect(performance.now() - begun).toBeGreaterThan(45);
    const { calls } = await opened.hands.get('/calls');
    expect(calls.map(({ status, reason }) => [status, reason])).toEqual([
      [429, 'because'],
      [204, 'because'],
    ]);
  });

  it('answers 429 as Discord does', async () => {
    await opened.hands.post('/faults', { method: 'GET /users/@me', retryAfter: 3, global: true });
    const answer = await bare('/users/@me');
    expect(answer.status).toBe(429);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'retry-after': '3',
      'x-ratelimit-scope': 'global',
      'x-ratelimit-global': 'true',
    });
    expect(await answer.json()).toEqual({ message: 'You are being rate limited.', retry_after: 3, global: true });
    const fine = await bare('/users/@me');
    expect(Object.fromEntries(fine.headers)).toMatchObject({
      'x-ratelimit-limit': '50',
      'x-ratelimit-remaining': '49',
    });
    expect(fine.headers.get('x-ratelimit-bucket')).toMatch(/^[0-9a-f]{32}$/);
  });

  it('really limits a route to fifty a second', async () => {
    await opened.discord.stop();
    // The second lasts as long as the test, however busy the machine is.
    vi.useFakeTimers({ toFake: ['Date'] });
    try {
      opened = await openDiscord();
      const answers = await Promise.all(Array.from({ length: 60 }, () => bare('/users/@me')));
      expect(answers.filter((answer) => answer.status === 429)).toHaveLength(10);
    } finally {
      vi.useRealTimers();
    }
  });

  it('carries out and spoils the answer, fails without carrying out, or waits', async () => {
    await opened.hands.post('/faults', { method: pattern, status: 500 });
    await expect(opened.rest.put(role)).rejects.toMatchObject({ status: 500 });
    expect(await isGiven()).toBe(false);
    await opened.hands.post('/faults', { method: pattern, status: 503, applied: true });
    await expect(opened.rest.put(role)).rejects.toMatchObject({ status: 503 });
    expect(await isGiven()).toBe(true);

    const { fault } = await opened.hands.post('/faults', { method: `DELETE ${role}`, hold: true });
    const taking = opened.rest.delete(role);
    await eventually(async () => (await opened.hands.get('/faults')).faults[0]?.holding === 1);
    expect(await isGiven()).toBe(true);
    await opened.hands.remove(`/faults/${fault.id}`);
    await taking;
    expect(await isGiven()).toBe(false);
  });

  it('knows routes by names, ids and stars', () => {
    expect(matches(pattern, 'PUT', role)).toBe(true);
    expect(matches(pattern, 'DELETE', role)).toBe(false);
    expect(matches('* /guilds/*', 'GET', '/guilds/1')).toBe(true);
    expect(matches('GET /guilds/1', 'GET', '/guilds/2')).toBe(false);
    expect(matches('GET /guilds/:guild', 'GET', '/guilds/2/roles')).toBe(false);
    expect(matches('*', 'PATCH', '/anything')).toBe(true);
  });

  it.each([
    ['/nothing/here', {}, 404, 0],
    ['/users/@me', { authorization: 'Bot wrong' }, 401, 0],
    ['/users/@me', { method: 'DELETE' }, 405, 0],
    ['/guilds/1', {}, 404, 10004],
    ['/guilds/500000000000000001/members/x', {}, 400, 50035],
    ['/channels/1001/messages', { method: 'POST', body: '{' }, 400, 50109],
    ['/channels/1001/messages?limit=101', {}, 400, 50035],
    ['/interactions/1/x/callback', { method: 'POST', body: '{"type":4}' }, 404, 10062],
    ['/webhooks/600000000000000001/x', { method: 'POST', body: '{"content":"x"}' }, 404, 10015],
  ])('answers %s %j with %i and code %i', async (path, how, status, code) => {
    const answer = await bare(path, how);
    expect([answer.status, ((await answer.json()) as { code: number }).code]).toEqual([status, code]);
  });

  const bare = (
    path: string,
    { authorization, ...init }: { authorization?: string; method?: string; body?: string } = {},
  ) =>
    fetch(`${opened.discord.apiUrl}/v10${path}`, {
      ...init,
      headers: {
        authorization: authorization ?? `Bot ${opened.discord.env['DISCORD_TOKEN']!}`,
        'content-type': 'application/json',
      },
    });

  it('answers wrong use of the control API with one sentence', async () => {
    for (const wrong of [
      () => opened.hands.post('/faults', { times: 0 }),
      () => opened.hands.post('/faults', { method: 'roles' }),
      () => opened.hands.post('/gateway/disconnect', { code: 7 }),
      () => opened.hands.get('/users/nobody/channels'),
      () => opened.hands.patch('/users/mia', { height: 3 }),
      () => opened.hands.get('/nothing'),
    ]) {
      expect(await wrong()).toEqual({ ok: false, error: expect.stringMatching(/^[^\n]+\.$/) });
    }
  });
});

describe('signing in with Discord', () => {
  let opened: Opened;
  beforeEach(async () => {
    opened = await openDiscord();
  });
  afterEach(() => opened.discord.stop());

  const back = 'http://127.0.0.1:9/discord/callback';
  const page = (more = {}) => {
    const query = {
      response_type: 'code',
      client_id: world.app.id,
      redirect_uri: back,
      scope: 'identify email',
      state: 's-1',
      ...more,
    };
    return `${opened.discord.url}/oauth2/authorize?${new URLSearchParams(query).toString()}`;
  };
  const agree = async (user: string): Promise<URL> => {
    const answer = await fetch(page(), { method: 'POST', body: new URLSearchParams({ user }), redirect: 'manual' });
    return new URL(answer.headers.get('location')!);
  };
  const exchange = async (given: Record<string, string>, headers: Record<string, string> = {}) => {
    const answer = await fetch(`${opened.discord.apiUrl}/oauth2/token`, {
      method: 'POST',
      body: new URLSearchParams({ grant_type: 'authorization_code', redirect_uri: back, ...given }),
      headers,
    });
    return { status: answer.status, ...((await answer.json()) as { access_token: string; error?: string }) };
  };
  const secret = () => ({ client_id: world.app.id, client_secret: opened.discord.env['DISCORD_CLIENT_SECRET']! });

  it('gives a code for one exchange, and a token that says who it is', async () => {
    const location = await agree(mia.id);
    expect(location.href.startsWith(back)).toBe(true);
    expect(location.searchParams.get('state')).toBe('s-1');
    const code = location.searchParams.get('code')!;
    const basic = Buffer.from(`${world.app.id}:${secret().client_secret}`).toString('base64');
    const { access_token: token } = await exchange({ code }, { authorization: `Basic ${basic}` });
    const me = await fetch(`${opened.discord.apiUrl}/users/@me`, { headers: { authorization: `Bearer ${token}` } });
    expect(await me.json()).toMatchObject({ id: mia.id, username: 'mia', email: 'mia@acme.test', verified: true });
    expect(await exchange({ code, ...secret() })).toMatchObject({ status: 400, error: 'invalid_grant' });
  });

  it('says that an e-mail is not verified', async () => {
    const code = (await agree(una.id)).searchParams.get('code')!;
    const { access_token: token } = await exchange({ code, ...secret() });
    const me = await fetch(`${opened.discord.apiUrl}/users/@me`, { headers: { authorization: `Bearer ${token}` } });
    expect(await me.json()).toMatchObject({ id: una.id, verified: false });
  });

  it('refuses another secret and another address', async () => {
    const code = (await agree(mia.id)).searchParams.get('code')!;
    expect(await exchange({ code, ...secret(), client_secret: 'x' })).toMatchObject({
      status: 401,
      error: 'invalid_client',
    });
    expect(await exchange({ code, ...secret(), redirect_uri: 'http://evil.test/' })).toMatchObject({
      error: 'invalid_grant',
    });
  });

  it('goes back with access_denied, and shows what is wrong with a link', async () => {
    expect((await agree('')).searchParams.get('error')).toBe('access_denied');
    const shown = await (await fetch(`${page()}&as=mia`)).text();
    expect(shown).toContain('ACME · Latchkey wants to: identify, email');
    expect(shown.indexOf('Mia Castellano')).toBeLessThan(shown.indexOf('Ada Lindqvist'));
    for (const wrong of [
      { client_id: '1' },
      { scope: 'bot' },
      { redirect_uri: 'javascript:1' },
      { response_type: 'token' },
    ]) {
      expect((await fetch(page(wrong))).status).toBe(400);
    }
  });
});

describe('a local Discord with a folder', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'latchkey-discord-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('goes on where it stopped, also with what was taken away', async () => {
    const first = await openDiscord({ dataDir: folder });
    await first.rest.put(role);
    await first.rest.post('/channels/1001/messages', { body: { content: 'to be kept' } });
    await first.hands.remove('/channels/approvals');
    await first.hands.post('/users/ada/leave');
    const log = await first.hands.get('/audit-log');
    await first.discord.stop();

    const second = await openDiscord({ dataDir: folder });
    expect(await second.hands.get('/audit-log')).toEqual(log);
    expect(log.entries).toMatchObject([
      { action: 'role-given', target: { id: mia.id }, role: { id: '2100' }, user: { id: world.app.id } },
    ]);
    const { channels } = await second.hands.get('/users/mia/channels');
    expect(channels.map(({ name }) => name)).toEqual(['general', '']);
    expect((await second.hands.get('/users/mia/channels/general/messages')).messages).toMatchObject([
      { content: 'to be kept' },
    ]);
    const { personas } = await second.hands.get('/personas');
    expect(personas.find(({ id }) => id === ada.id)!.isMember).toBe(false);
    expect(personas.find(({ id }) => id === mia.id)).toMatchObject({ unread: 1, roles: [{ id: '2100' }] });

    await second.hands.post('/reset');
    expect((await second.hands.get('/users/ada/channels')).channels.map(({ name }) => name)).toContain('approvals');
    await second.discord.stop();
  });
});
