import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startSlack } from '../../sandbox/slack/index.ts';
import type { LocalSlack } from '../../sandbox/slack/index.ts';
import { init } from '../../src/cli/init/index.ts';
import type { Io } from '../../src/cli/io.ts';
import { world } from '../sandbox/slack/support.ts';
import { jsonLines, latchkey } from './run.ts';

let dir = '';
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'latchkey-init-'));
});
afterEach(() => rm(dir, { recursive: true }));
const file = (name: string) => readFile(join(dir, name), 'utf8');

const flags = () => ['init', '--dir', dir, '--administrator', 'ada@acme.test', '--product', 'acme-prod'];
const tokens = { SLACK_BOT_TOKEN: 'xoxb-a', SLACK_SIGNING_SECRET: 'shh#1' };

describe('latchkey init without a terminal', () => {
  it('writes both files from options and the environment, and .env for nobody else', async () => {
    const { code, out } = await latchkey([...flags(), '--approvals', 'slack=C0APPROVE', '--no-check'], { env: tokens });

    expect({ code, out }).toMatchObject({ code: 0, out: expect.stringContaining('Keep LATCHKEY_SECRET') as string });
    expect(await file('latchkey.yml')).toContain('approvals:\n    slack: C0APPROVE');
    const env = await file('.env');
    expect(env).toContain("SLACK_SIGNING_SECRET='shh#1'");
    expect(env).toMatch(/^LATCHKEY_SECRET=[A-Za-z0-9+/]{43}=$/m);
    expect((await stat(join(dir, '.env'))).mode & 0o777).toBe(0o600);
    const checked = await latchkey(['config', 'check', join(dir, 'latchkey.yml')]);
    expect(checked.code).toBe(0);
    expect(checked.out).not.toContain('warning');
  });

  it('keeps a secret’s file a file', async () => {
    await writeFile(join(dir, 'token'), 'xoxb-from-a-file\n');
    const env = { SLACK_BOT_TOKEN_FILE: join(dir, 'token'), SLACK_APP_TOKEN: 'xapp-1' };
    expect(await latchkey([...flags(), '--no-check'], { env })).toMatchObject({ code: 0 });
    expect(await file('.env')).toContain(`SLACK_BOT_TOKEN_FILE=${join(dir, 'token')}`);
    expect(await file('.env')).not.toContain('xoxb-from-a-file');
  });

  it('overwrites nothing, and says so', async () => {
    await writeFile(join(dir, '.env'), 'MINE=1\n');
    await writeFile(join(dir, 'latchkey.yml'), 'products: [{ id: mine, administrators: [ada@acme.test] }]\n');
    const { code, out } = await latchkey([...flags(), '--no-check', '--json'], { env: tokens });
    expect(code).toBe(0);
    expect(jsonLines(out)).toMatchObject([
      { lines: [{ sentence: expect.stringContaining('stays as it is') as string }, {}, {}] },
    ]);
    expect(await file('.env')).toBe('MINE=1\n');
    expect(await file('latchkey.yml')).toContain('mine');
  });

  it.each([
    ['without what it needs', ['init'], tokens, '--administrator'],
    ['with nothing to request', ['init', '--administrator', 'ada@acme.test'], tokens, '--product ID'],
    [
      'without a chat',
      ['init', '--administrator', 'a@x.test', '--product', 'p'],
      {},
      'SLACK_BOT_TOKEN or DISCORD_TOKEN',
    ],
    [
      'with half a Slack',
      ['init', '--administrator', 'a@x.test', '--product', 'p'],
      { SLACK_BOT_TOKEN: 'xoxb-a' },
      'SLACK_SIGNING_SECRET is missing',
    ],
    [
      'with a token in the wrong place',
      ['init', '--administrator', 'a@x.test', '--product', 'p'],
      { SLACK_BOT_TOKEN: 'xapp-1', SLACK_APP_TOKEN: 'xapp-1' },
      'is not a bot token',
    ],
    [
      'with a wrong address',
      ['init', '--administrator', 'ada', '--product', 'p'],
      tokens,
      '“ada” is not an e-mail address',
    ],
    [
      'with a channel of no platform',
      ['init', '--administrator', 'a@x.test', '--product', 'p', '--audit', 'C0AUDIT'],
      tokens,
      'PLATFORM=CHANNEL',
    ],
  ])('%s, it says what to do and writes nothing', async (_case, args, env, hint) => {
    const { code, err } = await latchkey([...args, '--dir', dir], { env });
    expect(code).toBe(2);
    expect(err).toContain(hint);
    await expect(file('.env')).rejects.toThrow();
    await expect(file('latchkey.yml')).rejects.toThrow();
  });
});

describe('latchkey init at a terminal', () => {
  it('asks for what isn’t given, secrets unseen, and offers what is usual', async () => {
    const asked: { question: string; isSecret: boolean }[] = [];
    const reply: Readonly<Record<string, string>> = {
      'Slack: the Bot': 'xoxb-a',
      'Slack: the app-level': 'xapp-1',
      'E-mails of': 'ada@acme.test, sven@acme.test',
      'Ids of instances': 'mdm-eu',
    };
    let out = '';
    const io: Io = {
      env: {},
      stdin: process.stdin,
      out: (text) => Promise.resolve(void (out += text)),
      say: () => undefined,
      prompt: (question, isSecret = false) => {
        asked.push({ question, isSecret });
        return Promise.resolve(Object.entries(reply).find(([begin]) => question.startsWith(begin))?.[1] ?? '');
      },
    };
    expect(await init(io, { dir, check: false })).toBe(0);
    expect(asked.filter(({ isSecret }) => isSecret).map(({ question }) => question.split(':')[0])).toEqual([
      'Slack',
      'Slack',
      'Slack',
      'Discord',
    ]);
    expect(asked.map(({ question }) => question)).toContain('Redis [redis://127.0.0.1:6379]:');
    expect(await file('latchkey.yml')).toContain('Administrator:\n        - ada@acme.test\n        - sven@acme.test');
    expect(out).toContain('✓');
  });
});

describe('latchkey init with a chat', () => {
  let slack: LocalSlack;
  beforeAll(async () => {
    slack = await startSlack({ world, eventsUrl: 'http://127.0.0.1:9/slack/events', socket: false });
  });
  afterAll(() => slack.stop());

  it('tries the token, the scopes and the channels, and posts a card without buttons', async () => {
    const channels = ['--audit', 'slack=C0AUDIT', '--approvals', 'slack=C0GENERAL'];
    const { code, out } = await latchkey([...flags(), ...channels], { env: slack.env });
    expect({ code, out }).toMatchObject({ code: 0, out: expect.stringContaining('slack: answers') as string });
    expect(out).toContain('✓ slack: a test card is in audit (C0AUDIT)');
    const seen = (await (await fetch(`${slack.url}/sandbox/users/U0ADA/channels/C0AUDIT/messages`)).json()) as {
      messages: { text: string; blocks: { type: string }[] }[];
    };
    expect(seen.messages.map(({ text }) => text)).toEqual(['✅ Latchkey is connected to this channel.']);
    expect(seen.messages[0]?.blocks.some(({ type }) => type === 'actions')).toBe(false);
  });

  it('says what doesn’t work, posts nothing there, and keeps the files for another try', async () => {
    const { code, out } = await latchkey([...flags(), '--audit', 'slack=C0SECRET'], { env: slack.env });
    expect(code).toBe(1);
    expect(out).toMatch(/✗ slack: .*C0SECRET/);
    expect(out).toContain('run latchkey init again');
    expect(await file('latchkey.yml')).toContain('C0SECRET');
  });
});
