import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Redis } from 'ioredis';
import mongoose from 'mongoose';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { program } from '../../support/program.ts';
import { patience } from '../../support/until.ts';

const entry = program('sandbox/index');
const children: ChildProcess[] = [];
let temporary = '';

beforeEach(async () => {
  temporary = await mkdtemp(join(tmpdir(), 'latchkey-sandbox-test-'));
});
afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  await vi.waitFor(() => expect(processesOf(temporary)).toEqual([]), patience);
  await rm(temporary, { recursive: true, force: true });
});

describe('latchkey sandbox --only redis,mongo', () => {
  it('prints one JSON line when both answer, and leaves nothing behind', async () => {
    const sandbox = start('--only', 'redis,mongo', '--json');
    const ready = JSON.parse(await sandbox.line()) as Ready;
    expect(ready).toEqual({
      ready: true,
      page: null,
      parts: { redis: ready.env.REDIS_URL, mongo: ready.env.MONGODB_URI },
      env: {
        REDIS_URL: expect.stringMatching(/^redis:/),
        MONGODB_URI: expect.stringMatching(/^mongodb:/),
        LATCHKEY_SECRET: expect.stringMatching(/^[A-Za-z0-9+/]{43}=$/),
      },
    });
    const redis = new Redis(ready.env.REDIS_URL);
    expect(await redis.ping()).toBe('PONG');
    redis.disconnect();
    const database = await mongoose.createConnection(ready.env.MONGODB_URI).asPromise();
    expect(await database.db?.command({ ping: 1 })).toMatchObject({ ok: 1 });
    await database.close();
    expect(processesOf(temporary).length).toBeGreaterThan(1);

    sandbox.child.kill('SIGINT');

    expect(await sandbox.exit()).toBe(0);
    expect(processesOf(temporary)).toEqual([]);
    expect(readdirSync(temporary)).toEqual([]);
    expect(sandbox.out()).toHaveLength(1);
  });

  it('goes on where it stopped with --data, and refuses a second sandbox there', async () => {
    const data = join(temporary, 'data');
    const first = start('--only', 'redis mongo', '--data', data, '--json');
    const before = JSON.parse(await first.line()) as Ready;
    const redis = new Redis(before.env.REDIS_URL);
    await redis.set('kept', 'yes');
    redis.disconnect();
    const database = await mongoose.createConnection(before.env.MONGODB_URI).asPromise();
    await database.collection<{ _id: string }>('things').insertOne({ _id: 'kept' });
    await database.close();

    const second = start('--only', 'redis', '--data', data);
    expect(await second.exit()).toBe(2);
    expect(second.err()).toContain(`another sandbox (process ${first.child.pid ?? 0}) uses ${data}`);
    first.child.kill('SIGTERM');
    expect(await first.exit()).toBe(0);

    const third = start('--only', 'redis', '--only', 'mongo', '--data', data, '--json');
    const after = JSON.parse(await third.line()) as Ready;
    const again = new Redis(after.env.REDIS_URL);
    expect(await again.get('kept')).toBe('yes');
    again.disconnect();
    const reopened = await mongoose.createConnection(after.env.MONGODB_URI).asPromise();
    expect(await reopened.collection('things').countDocuments({})).toBe(1);
    await reopened.close();
    third.child.kill('SIGTERM');
    expect(await third.exit()).toBe(0);
  });

  it('leaves no process behind when it is killed', async () => {
    const sandbox = start('--only', 'redis');
    expect(await sandbox.line()).toBe('ready');
    expect(processesOf(temporary).length).toBeGreaterThan(1);
    sandbox.child.kill('SIGKILL');
    await sandbox.exit();
    await vi.waitFor(() => expect(processesOf(temporary)).toEqual([]), patience);
  });

  it('uses the servers of REDIS_URL and MONGODB_URI, and starts none', async () => {
    const env = {
      REDIS_URL: 'redis://127.0.0.1:1',
      MONGODB_URI: 'mongodb://127.0.0.1:1/given',
      LATCHKEY_SECRET: Buffer.alloc(32, 1).toString('base64'),
    };
    const sandbox = startWith(env, '--only', 'redis,mongo', '--json');
    expect((JSON.parse(await sandbox.line()) as Ready).env).toEqual(env);
    sandbox.child.kill('SIGTERM');
    expect(await sandbox.exit()).toBe(0);
  });

  it('stops in the middle of starting when it is told to', async () => {
    const sandbox = start('--only', 'redis,mongo');
    await vi.waitFor(() => expect(sandbox.err()).toContain('starting Redis'), { ...patience, interval: 5 });
    sandbox.child.kill('SIGTERM');
    expect(await sandbox.exit()).toBe(0);
    expect(processesOf(temporary)).toEqual([]);
    expect(readdirSync(temporary)).toEqual([]);
  });
});

describe('latchkey sandbox --only slack', () => {
  it('has the people and channels of the configuration, and delivers over HTTP', async () => {
    const sandbox = start('--only', 'slack', '--events-url', 'http://127.0.0.1:3999/slack/events', '--json');
    const { parts, env } = JSON.parse(await sandbox.line()) as Ready;
    expect(env).toMatchObject({ SLACK_API_URL: `${parts.slack ?? ''}/api/`, PORT: '3999' });
    expect(env.LATCHKEY_CONFIG).toMatch(/\/latchkey\.yml$/);
    expect(env).not.toHaveProperty('SLACK_APP_TOKEN');
    const ada = await call(env, 'users.lookupByEmail', { email: 'ada@acme.test' });
    expect(ada).toMatchObject({ ok: true, user: { real_name: 'Ada Lindqvist' } });
    expect(await call(env, 'users.lookupByEmail', { email: 'root@acme.test' })).toMatchObject({ ok: false });
    expect(await call(env, 'chat.postMessage', { channel: 'C0APPROVE', text: 'hello' })).toMatchObject({ ok: true });
    sandbox.child.kill('SIGTERM');
    expect(await sandbox.exit()).toBe(0);
  });

  it('gives an app token with --socket', async () => {
    const sandbox = start('--only', 'slack', '--socket', '--json');
    const { env } = JSON.parse(await sandbox.line()) as Ready;
    expect(env.SLACK_APP_TOKEN).toMatch(/^xapp-/);
    sandbox.child.kill('SIGTERM');
    expect(await sandbox.exit()).toBe(0);
  });

  it('keeps what was said with --data', async () => {
    const data = join(temporary, 'data');
    const first = start('--only', 'slack', '--data', data, '--json');
    const before = (JSON.parse(await first.line()) as Ready).env;
    const posted = await call(before, 'chat.postMessage', { channel: 'C0AUDIT', text: 'to be kept' });
    first.child.kill('SIGTERM');
    expect(await first.exit()).toBe(0);

    const second = start('--only', 'slack', '--data', data, '--json');
    const after = (JSON.parse(await second.line()) as Ready).env;
    expect(after['LATCHKEY_SECRET']).toBe(before['LATCHKEY_SECRET']);
    const { messages } = (await call(after, 'conversations.history', { channel: 'C0AUDIT' })) as {
      messages: { ts: string; text: string }[];
    };
    expect(messages).toMatchObject([{ ts: posted['ts'], text: 'to be kept' }]);
    second.child.kill('SIGTERM');
    expect(await second.exit()).toBe(0);
  });
});

describe('latchkey sandbox --only discord', () => {
  it('gives what Latchkey needs to use it, and keeps what was said with --data', async () => {
    const data = join(temporary, 'data');
    const first = start('--only', 'discord', '--data', data, '--json');
    const before = JSON.parse(await first.line()) as Ready;
    const { env } = before;
    expect(Object.keys(before.parts)).toEqual(['discord']);
    expect(
      Object.keys(env)
        .filter((name) => name.startsWith('DISCORD_'))
        .sort(),
    ).toEqual([
      'DISCORD_API_URL',
      'DISCORD_APPLICATION_ID',
      'DISCORD_CLIENT_SECRET',
      'DISCORD_GUILD_ID',
      'DISCORD_TOKEN',
    ]);
    expect(env).toMatchObject({ PORT: expect.any(String), LATCHKEY_CONFIG: expect.any(String) });
    expect(env).not.toHaveProperty('LATCHKEY_PUBLIC_URL');
    expect(await say(env, 'to be kept')).toBe(200);
    first.child.kill('SIGTERM');
    expect(await first.exit()).toBe(0);

    const second = start('--only', 'discord', '--data', data, '--json');
    const after = (JSON.parse(await second.line()) as Ready).env;
    const said = await fetch(`${after['DISCORD_API_URL'] ?? ''}/v10/channels/1200/messages`, {
      headers: { authorization: `Bot ${after['DISCORD_TOKEN'] ?? ''}` },
    });
    expect(await said.json()).toMatchObject([{ content: 'to be kept' }]);
    second.child.kill('SIGTERM');
    expect(await second.exit()).toBe(0);
  });

  it('shows it in the page', async () => {
    const sandbox = start('--only', 'discord,page', '--port', '0', '--json');
    const { page } = JSON.parse(await sandbox.line()) as Ready & { page: string };
    const world = (await (await fetch(`${page}discord/world`)).json()) as { guild: { name: string } };
    expect(world.guild.name).toBe('ACME');
    sandbox.child.kill('SIGTERM');
    expect(await sandbox.exit()).toBe(0);
  });
});

/** Says something in the audit channel as the app does. */
async function say(env: Ready['env'], content: string): Promise<number> {
  const answer = await fetch(`${env['DISCORD_API_URL'] ?? ''}/v10/channels/1200/messages`, {
    method: 'POST',
    headers: { authorization: `Bot ${env['DISCORD_TOKEN'] ?? ''}`, 'content-type': 'application/json' },
    body: JSON.stringify({ content }),
  });
  return answer.status;
}

describe('latchkey sandbox, used wrongly', () => {
  it.each([
    [['--only', 'reddis'], /^sandbox: reddis is not a part of the sandbox: --only takes [^\n]*\n$/],
    [['--port', 'http'], /^sandbox: [^\n]*--port[^\n]*\n$/],
    [['--config', 'nowhere.yml'], /^sandbox: [^\n]*nowhere\.yml cannot be read [^\n]*--config\n$/],
    [['--only', 'redis', '--data', '/dev/null/here'], /^sandbox: [^\n]*cannot be used for --data [^\n]*\n$/],
  ])('answers %j with one sentence and exit 2', async (argv, sentence) => {
    const sandbox = start(...argv);
    expect(await sandbox.exit()).toBe(2);
    expect(sandbox.err()).toMatch(sentence);
    expect(sandbox.out()).toEqual([]);
  });

  it('names --port where the port of the page is taken', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
    const sandbox = start('--only', 'page', '--port', String(port));
    expect(await sandbox.exit()).toBe(2);
    expect(sandbox.err()).toBe(
      `sandbox: port ${port}, which the page wants, is taken: choose another one with --port\n`,
    );
    server.close();
  });

  it('prints its help to stdout', async () => {
    const sandbox = start('--help');
    expect(await sandbox.exit()).toBe(0);
    expect(sandbox.out().join('\n')).toContain('--events-url');
  });
});

interface Ready {
  parts: { slack?: string };
  env: { REDIS_URL: string; MONGODB_URI: string } & Record<string, string>;
}

/** Calls a Web API method of the local Slack as the app does. */
async function call(env: Ready['env'], method: string, body: Record<string, string>): Promise<Record<string, unknown>> {
  const answer = await fetch(`${env['SLACK_API_URL'] ?? ''}${method}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${env['SLACK_BOT_TOKEN'] ?? ''}` },
    body: new URLSearchParams(body),
  });
  return (await answer.json()) as Record<string, unknown>;
}

const start = (...argv: string[]) => startWith({}, ...argv);

/** Runs the sandbox with a temporary folder of its own, by which its processes and leftovers are known. */
function startWith(extra: NodeJS.ProcessEnv, ...argv: string[]) {
  const { REDIS_URL: _redis, MONGODB_URI: _mongo, LATCHKEY_SECRET: _secret, ...inherited } = process.env;
  const env = { ...inherited, TMPDIR: temporary, TSX_DISABLE_CACHE: '1', ...extra };
  const child = spawn(process.execPath, [...entry, ...argv], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.push(child);
  const lines: string[] = [];
  const closed = once(child, 'close');
  let said = '';
  child.stderr.on('data', (text: Buffer) => (said += text.toString()));
  const reader = createInterface({ input: child.stdout });
  const first = new Promise<string>((resolve, reject) => {
    reader.on('line', (line) => {
      lines.push(line);
      resolve(line);
    });
    reader.on('close', () => reject(new Error(`no line came: ${said}`)));
  });
  first.catch(() => undefined);
  return {
    child,
    line: () => first,
    out: () => lines,
    err: () => said,
    exit: async () => ((await closed) as [number | null])[0],
  };
}

/** The processes that carry our temporary folder in their environment: all that a sandbox of this test started. */
function processesOf(folder: string): string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .flatMap((pid) => {
      try {
        if (!readFileSync(`/proc/${pid}/environ`, 'latin1').includes(`TMPDIR=${folder}`)) return [];
        return existsSync(`/proc/${pid}/exe`)
          ? [readFileSync(`/proc/${pid}/cmdline`, 'latin1').replaceAll('\0', ' ')]
          : [];
      } catch {
        return [];
      }
    });
}
