import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { jsonLines, spawnLatchkey } from './run.ts';

async function run(args: readonly string[], env: NodeJS.ProcessEnv) {
  const child = spawnLatchkey(args, env);
  const text = { out: '', err: '' };
  child.stdout.on('data', (chunk) => (text.out += String(chunk)));
  child.stderr.on('data', (chunk) => (text.err += String(chunk)));
  child.stdin.end();
  const [code] = (await once(child, 'close')) as [number];
  return { code, ...text };
}

describe('latchkey start', () => {
  it('says everything that is wrong with environment and configuration in one message, and exits 2', async () => {
    const env = { PORT: 'many', LATCHKEY_CONFIG: 'package.json', MONGODB_URI: 'mongo', SLACK_BOT_TOKEN: 'xoxb-1' };

    const { code, out, err } = await run(['start', '--json'], env);

    expect(code).toBe(2);
    for (const word of ['PORT', 'MONGODB_URI', 'REDIS_URL', 'SLACK_SIGNING_SECRET', 'package.json:2 name']) {
      expect(err).toContain(word);
    }
    expect(err).not.toContain('    at ');
    expect(jsonLines(out)).toMatchObject([{ ready: false, problems: expect.any(Array) as unknown[] }]);
  });

  const nowhere = {
    LATCHKEY_CONFIG: 'latchkey.yml',
    MONGODB_URI: 'mongodb://127.0.0.1:9/latchkey',
    REDIS_URL: 'redis://127.0.0.1:9',
    SLACK_API_URL: 'http://127.0.0.1:9/api/',
    SLACK_BOT_TOKEN: 'xoxb-1',
    SLACK_SIGNING_SECRET: 'secret',
    LATCHKEY_SECRET: Buffer.alloc(32, 7).toString('base64'),
  };

  it('waits for a MongoDB that is not there, and leaves at the first SIGTERM', async () => {
    const child = spawnLatchkey(['start'], { ...nowhere, PORT: '0' });
    let err = '';
    child.stderr.on('data', (chunk) => (err += String(chunk)));
    while (!err.includes('MongoDB')) await once(child.stderr, 'data');

    child.kill('SIGTERM');

    expect(await once(child, 'exit')).toEqual([0, null]);
  });

  it('names PORT where somebody else listens there', async () => {
    const taken = createServer().listen(0);
    await once(taken, 'listening');
    const { port } = taken.address() as AddressInfo;

    const { code, err } = await run(['start'], { ...nowhere, PORT: String(port) });

    expect(code).toBe(1);
    expect(err).toContain('PORT');
    taken.close();
  });
});
