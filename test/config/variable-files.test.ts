import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  configFile,
  readEnvironment,
  readPlatformEnvironment,
  readStoreEnvironment,
} from '../../src/config/environment.ts';

const folder = mkdtempSync(join(tmpdir(), 'latchkey-variables-'));
const file = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};

const whole = {
  SLACK_BOT_TOKEN_FILE: file('bot', 'xoxb-1-test\n'),
  SLACK_SIGNING_SECRET_FILE: file('signing', 'secret\r\n'),
  MONGODB_URI_FILE: file('mongo', 'mongodb://127.0.0.1:27017/latchkey\n'),
  REDIS_URL_FILE: file('redis', 'redis://127.0.0.1:6379'),
  LATCHKEY_SECRET_FILE: file(
    'secret',
    `${Buffer.alloc(32, 7).toString('base64')}\n${Buffer.alloc(32, 8).toString('base64')}\n`,
  ),
  PORT_FILE: file('port', '8080\n'),
  LOG_LEVEL_FILE: file('level', 'warn\n'),
};

describe('X_FILE', () => {
  it('stands for X, for every variable', () => {
    const read = readEnvironment(whole);
    expect(read.ok && read.environment).toMatchObject({
      mongodbUri: 'mongodb://127.0.0.1:27017/latchkey',
      redisUrl: 'redis://127.0.0.1:6379',
      port: 8080,
      logLevel: 'warn',
      secrets: [Buffer.alloc(32, 7), Buffer.alloc(32, 8)],
    });
    expect(readStoreEnvironment(whole)).toMatchObject({ ok: true });
    expect(readPlatformEnvironment(whole).map(({ name }) => name)).toEqual(['slack']);
    expect(configFile({ LATCHKEY_CONFIG_FILE: file('config', 'other.yml\n') })).toBe('other.yml');
  });

  it('is refused beside X, unreadable or empty: each by one sentence, with everything else that is wrong', () => {
    const read = readEnvironment({
      ...whole,
      SLACK_BOT_TOKEN: 'xoxb-2-test',
      MONGODB_URI_FILE: join(folder, 'nothing'),
      REDIS_URL_FILE: file('empty', '\n'),
      PORT_FILE: file('wrong', 'eighty'),
    });
    const problems = read.ok ? [] : read.problems;
    expect(problems.map(({ variable }) => variable)).toEqual(['SLACK_BOT_TOKEN', 'MONGODB_URI', 'REDIS_URL', 'PORT']);
    expect(problems[0]?.sentence).toBe('SLACK_BOT_TOKEN and SLACK_BOT_TOKEN_FILE are both set: keep one of them.');
    expect(problems[1]?.sentence).toContain(
      `MONGODB_URI_FILE names ${join(folder, 'nothing')}, which can't be read (ENOENT)`,
    );
    expect(problems[2]?.sentence).toContain('which is empty');
  });

  it('leaves variables alone that are not ours', () => {
    expect(readEnvironment({ ...whole, SSL_CERT_FILE: '/nowhere' }).ok).toBe(true);
  });
});
