import { describe, expect, it } from 'vitest';
import { configFile, readEnvironment, readStoreEnvironment } from '../../src/config/environment.ts';

const whole = {
  SLACK_BOT_TOKEN: 'xoxb-1-test',
  SLACK_SIGNING_SECRET: 'secret',
  MONGODB_URI: 'mongodb://127.0.0.1:27017/latchkey',
  REDIS_URL: 'redis://127.0.0.1:6379',
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
        port: 3000,
        host: undefined,
        logLevel: 'info',
        slack: {
          botToken: 'xoxb-1-test',
          signingSecret: 'secret',
          appToken: null,
          apiUrl: 'https://slack.com/api/',
        },
      },
    });
  });

  it('takes what is set, and blanks for not set', () => {
    const read = readEnvironment({ ...whole, PORT: ' 8080 ', LOG_LEVEL: '', SLACK_API_URL: 'http://127.0.0.1:1/api' });

    expect(read.ok && read.environment).toMatchObject({
      port: 8080,
      logLevel: 'info',
      slack: { apiUrl: 'http://127.0.0.1:1/api/' },
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

  it('needs a way to hear Slack: the signing secret, or the app token', () => {
    expect(variablesOf({ ...whole, SLACK_SIGNING_SECRET: undefined })).toEqual(['SLACK_SIGNING_SECRET']);
    expect(variablesOf({ ...whole, SLACK_SIGNING_SECRET: undefined, SLACK_APP_TOKEN: 'xapp-1' })).toEqual([]);
  });

  it('says what to set where no platform has a token', () => {
    const read = readEnvironment({ ...whole, SLACK_BOT_TOKEN: undefined });

    expect(read.ok ? '' : read.problems[0]?.sentence).toMatch(/No chat platform has a token: set SLACK_BOT_TOKEN/);
  });

  it('says plainly that Discord is not spoken yet, and goes on where Slack is on', () => {
    const alone = readEnvironment({ ...whole, SLACK_BOT_TOKEN: undefined, DISCORD_TOKEN: 'x' });
    const beside = readEnvironment({ ...whole, DISCORD_TOKEN: 'x' });

    expect(alone.ok ? '' : alone.problems[0]?.sentence).toContain('does not speak Discord yet');
    expect(beside).toMatchObject({ ok: true, warnings: [expect.stringContaining('DISCORD_TOKEN') as string] });
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
