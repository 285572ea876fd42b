import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { startChild } from './children.ts';

export interface Parts {
  /** What the started parts give `latchkey start`. */
  readonly env: Readonly<Record<string, string>>;
  readonly stop: () => Promise<void>;
}

const sandbox = fileURLToPath(new URL('../../dist/sandbox/index.js', import.meta.url));

/** A Redis, a MongoDB and a local Slack of our own, from the sandbox. */
export async function startParts(): Promise<Parts> {
  if (!existsSync(sandbox)) throw new Error('The sandbox is not built yet: run `npm run build` first');
  const only = process.env['BENCH_ONLY'] ?? 'redis,mongo,slack';
  const { said, stop } = await startChild([sandbox, '--only', only, '--json'], process.env);
  const { env } = JSON.parse(said) as { env: Record<string, string> };
  return { env, stop };
}
