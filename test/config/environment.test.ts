import { describe, expect, it } from 'vitest';
import { configFile, readEnvironment, readStoreEnvironment } from '../../src/config/environment.ts';

const whole = {
  SLACK_BOT_TOKEN: 'xoxb-1-test',
  SLACK_SIGNING_SECRET: 'secret',
  MONGODB_URI: 'mongodb://127.0.0.1:27017/latchkey',
  REDIS_URL: 'redis://127.0.0.1:6379',
  LATCHKEY_SECRET: Buffer.alloc(32, 7).toString('base64'),
};
const variablesOf = (env: Record<string, string | undefined>): string[] => {
  const read = readEnvironment(env);
  return read.ok ? [] : read.problems.map(({ variable }) => variable);
};

describe('the environment', () => {
  it('is read whole, with the documented defaults', () => {
    expect(readEnvironment(whole)).toEqual({
      ok: true,
      warnings: [],
      environment: {
        mongodbUri: 'mongodb://127.0.0.1:27017/latchkey',
        redisUrl: 'redis://127.0.0.1:6379',
        secrets: [Buffer.alloc(32, 7)],
        port: 3000,
        host: undefined,
        logLevel: 'info',
        metricsToken: null,
        publicUrl: null,
        platforms: [expect.objectContaining({ name: 'slack', paths: [{ method: 'POST', path: '/slack/events' }] })],
      },
    });
  });

  it('takes what is set, and blanks for not set', () => {
    const read = readEnvironment({
      ...whole,
      PORT: ' 8080 ',
      LOG_LEVEL: '',
      LATCHKEY_PUBLIC_URL: 'https://latchkey.example.com/',
    });

    expect(read.ok && read.environment).toMatchObject({
      port: 8080,
      logLevel: 'info',
      publicUrl: 'https://latchkey.example.com',
    });
  });

  it('says everything that is wrong at once, each naming its variable', () => {
    const read = readEnvironment({
      MONGODB_URI: 'postgres://x',
      REDIS_URL: 'http://x',
      PORT: '70000',
      LOG_LEVEL: 'loud',
    });

    const problems = read.ok ? [] : read.problems;
    expect(problems.map(({ variable }) => variable)).toEqual([
      'SLACK_BOT_TOKEN',
      'MONGODB_URI',
      'REDIS_URL',
      'LATCHKEY_SECRET',
      'PORT',
      'LOG_LEVEL',
    ]);
    for (const { variable, sentence } of problems) expect(sentence).toContain(variable);
  });

  it('says of a missing variable that it is not set', () => {
    const read = readEnvironment({ ...whole, REDIS_URL: undefined, MONGODB_URI: '  ' });

    expect(read.ok ? [] : read.problems.map(({ sentence }) => sentence)).toEqual([
      expect.stringMatching(/^MONGODB_URI is not set/) as string,
      expect.stringMatching(/^REDIS_URL is not set/) as string,
    ]);
  });

  it('takes one secret or several, each 32 bytes in base64', () => {
    const [first, second] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)];
    const read = readEnvironment({
      ...whole,
      LATCHKEY_SECRET: `${first.toString('base64')}  ${second.toString('base64')}`,
    });
    expect(read.ok && read.environment.secrets).toEqual([first, second]);

    for (const wrong of [undefined, 'secret', Buffer.alloc(31).toString('base64'), `${first.toString('base64')} no`]) {
      const refused = readEnvironment({ ...whole, LATCHKEY_SECRET: wrong });
      expect(refused.ok ? [] : refused.problems.map(({ sentence }) => sentence)).toEqual([
        expect.stringMatching(/^LATCHKEY_SECRET .*openssl rand -base64 32\.$/) as string,
      ]);
    }
  });

  it('needs a way to hear Slack: the signing secret, or the app token', () => {
    expect(variablesOf({ ...whole, SLACK_SIGNING_SECRET: undefined })).toEqual(['SLACK_SIGNING_SECRET']);
    expect(variablesOf({ ...whole, SLACK_SIGNING_SECRET: undefined, SLACK_APP_TOKEN: 'xapp-1' })).toEqual([]);
  });

  it('says what to set where no platform has a token', () => {
    const read = readEnvironment({ ...whole, SLACK_BOT_TOKEN: undefined });

    expect(read.ok ? '' : read.problems[0]?.sentence).toMatch(
      /^No chat platform has a token: set SLACK_BOT_TOKEN .*; or DISCORD_TOKEN/,
    );
  });

  it('takes Discord alone, Slack alone, or both', () => {
    const discord = { DISCORD_TOKEN: 'x', DISCORD_APPLICATION_ID: '1', DISCORD_GUILD_ID: '2' };
    const names = (env: Record<string, string | undefined>) => {
      const read = readEnvironment(env);
      return read.ok ? read.environment.platforms.map(({ name }) => name) : read.problems;
    };

    expect(names({ ...whole, ...discord, SLACK_BOT_TOKEN: undefined })).toEqual(['discord']);
    expect(names(whole)).toEqual(['slack']);
    expect(names({ ...whole, ...discord })).toEqual(['slack', 'discord']);
  });

  it('says of Discord all that is missing beside its token', () => {
    expect(variablesOf({ ...whole, DISCORD_TOKEN: 'x', DISCORD_GUILD_ID: 'my server' })).toEqual([
      'DISCORD_APPLICATION_ID',
      'DISCORD_GUILD_ID',
    ]);
  });

  it('never repeats a secret', () => {
    const read = readEnvironment({
      SLACK_BOT_TOKEN: 'wrong-s3cret',
      MONGODB_URI: 'x://user:s3cret@h',
      REDIS_URL: 'http://:s3cret@h',
    });

    expect(JSON.stringify(read)).not.toContain('s3cret');
  });
});

describe('what a command that only looks needs', () => {
  it('is MONGODB_URI', () => {
    expect(readStoreEnvironment({ MONGODB_URI: whole.MONGODB_URI })).toEqual({
      ok: true,
      mongodbUri: whole.MONGODB_URI,
    });
    expect(readStoreEnvironment({})).toMatchObject({ ok: false, problems: [{ variable: 'MONGODB_URI' }] });
  });

  it('and the configuration is latchkey.yml unless LATCHKEY_CONFIG says otherwise', () => {
    expect(configFile({})).toBe('latchkey.yml');
    expect(configFile({ LATCHKEY_CONFIG: '/etc/l.yml' })).toBe('/etc/l.yml');
    expect(configFile({ LATCHKEY_CONFIG: ' ' })).toBe('latchkey.yml');
  });
});
