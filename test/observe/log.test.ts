import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { Log } from '../../src/ports/log.ts';
import { logEnvironment } from '../../src/observe/config.ts';
import { createLog } from '../../src/observe/index.ts';

interface Line {
  level: string;
  time: string;
  msg: string;
  err: { stack: string };
}

function logged(write: (log: Log) => void, level: 'debug' | 'info' | 'silent' = 'debug'): Line[] {
  const lines: string[] = [];
  write(createLog({ level, name: 'test', to: { write: (line) => void lines.push(line) } }));
  return lines.map((line) => JSON.parse(line) as Line);
}

describe('the log', () => {
  it('writes one JSON line with level, time, name and fields', () => {
    const [line] = logged((log) => log.info({ access: 'a1' }, 'Heard'));
    expect(line).toMatchObject({ level: 'info', name: 'test', access: 'a1', msg: 'Heard' });
    expect(line?.time).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  });

  it('leaves out what is below its level', () => {
    const lines = logged((log) => {
      log.debug({}, 'no');
      log.warn({}, 'yes');
    }, 'info');
    expect(lines.map(({ msg }) => msg)).toEqual(['yes']);
    expect(logged((log) => log.error({}, 'no'), 'silent')).toEqual([]);
  });

  it('writes an error with its stack, its fields and its causes', () => {
    const cause = new Error('connect ECONNREFUSED');
    const [line] = logged((log) =>
      log.error({ err: Object.assign(new Error('Posting failed', { cause }), { code: 'slack_webapi' }) }, 'Oh'),
    );
    expect(line?.err).toMatchObject({
      message: 'Posting failed',
      code: 'slack_webapi',
      cause: { message: 'connect ECONNREFUSED' },
    });
    expect(line?.err.stack).toContain('log.test.ts');
  });

  it('writes no secret, however deep it sits', () => {
    const secrets = {
      token: 's3cret-1',
      body: { response_url: 'https://hooks.slack.test/commands/T1/2/s3cret-2', list: [{ Authorization: 's3cret-3' }] },
      err: Object.assign(new Error('sent Bearer s3cret-4-s3cret-4 to redis://user:s3cret-5@redis.test:6379'), {
        config: { headers: { authorization: 'Bot s3cret-6' } },
      }),
      said: 'token xoxb-12-s3cret-7 and https://hooks.slack.com/actions/T0/1/s3cret-8',
      SLACK_SIGNING_SECRET: 's3cret-9',
      reply: { responseUrl: 's3cret-10' },
    };
    const text = JSON.stringify(logged((log) => log.info(secrets, 'with xoxb-safe?')));
    expect(text).not.toContain('s3cret');
    expect(text).toContain('redis.test:6379');
  });

  it('writes errors wherever they are', () => {
    const [line] = logged((log) => log.warn({ results: [{ reason: new Error('first of many') }] }, 'Some failed'));
    expect(line).toMatchObject({ results: [{ reason: { message: 'first of many' } }] });
  });

  it('survives what refers to itself', () => {
    const loop: Record<string, unknown> = { name: 'loop' };
    loop['self'] = loop;
    expect(logged((log) => log.info({ loop }, 'round'))).toHaveLength(1);
  });

  it('goes to stderr and leaves stdout alone', () => {
    const script = `import { createLog } from ${JSON.stringify(new URL('../../src/observe/index.ts', import.meta.url).href)};
      createLog({ level: 'info' }).info({}, 'hello');`;
    const { stdout, stderr } = spawnSync(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], {
      encoding: 'utf8',
      cwd: fileURLToPath(new URL('../..', import.meta.url)),
    });
    expect(stdout).toBe('');
    expect(JSON.parse(stderr)).toMatchObject({ msg: 'hello' });
  });
});

describe('LOG_LEVEL', () => {
  it.each([
    [undefined, 'info'],
    ['', 'info'],
    ['DEBUG', 'debug'],
    [' warn ', 'warn'],
  ])('%s means %s', (given, meant) => {
    expect(logEnvironment.parse({ LOG_LEVEL: given })).toEqual({ LOG_LEVEL: meant });
  });

  it('says which words it knows', () => {
    const result = logEnvironment.safeParse({ LOG_LEVEL: 'loud' });
    expect(result.error?.issues.map(({ path, message }) => [path, message])).toEqual([
      [['LOG_LEVEL'], 'must be one of trace, debug, info, warn, error, fatal, silent'],
    ]);
  });
});
