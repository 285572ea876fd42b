import { once } from 'node:events';
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
  it(
    'says everything that is wrong with environment and configuration in one message, and exits 2',
    { timeout: 60_000 },
    async () => {
      const env = { PORT: 'many', LATCHKEY_CONFIG: 'package.json', MONGODB_URI: 'mongo', SLACK_BOT_TOKEN: 'xoxb-1' };

      const { code, out, err } = await run(['start', '--json'], env);

      expect(code).toBe(2);
      for (const word of ['PORT', 'MONGODB_URI', 'REDIS_URL', 'SLACK_SIGNING_SECRET', 'package.json:2 name']) {
        expect(err).toContain(word);
      }
      expect(err).not.toContain('    at ');
      expect(jsonLines(out)).toMatchObject([{ ready: false, problems: expect.any(Array) as unknown[] }]);
    },
  );
});
