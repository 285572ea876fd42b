import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { startChild } from './children.ts';
import type { Child } from './children.ts';
import type { Parts } from './parts.ts';
import { jobsWaiting } from './jobs-waiting.ts';
import type { Sender } from './signed-request.ts';
import { oneSlackUser } from './slack-user.ts';

export interface Contestant {
  readonly name: string;
  readonly sender: Sender;
  /** Rejects where there are fewer jobs on the queue than were acknowledged: a fast answer that did nothing. */
  readonly check: (acknowledged: number) => Promise<void>;
  readonly stop: () => Promise<void>;
}

const pathOf = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
const latchkey = pathOf('../../dist/src/cli/latchkey.js');

/** The three servers, each a process of its own without workers, in the order in which they are shown. */
export async function contestants(parts: Parts): Promise<Contestant[]> {
  if (!existsSync(latchkey)) throw new Error('Latchkey is not built yet: run `npm run build` first');
  const { SLACK_SIGNING_SECRET: signingSecret = '', REDIS_URL: redisUrl = '' } = parts.env;
  const env = { ...process.env, ...parts.env, NODE_ENV: 'production', PORT: '0', HOST: '127.0.0.1', LOG_LEVEL: 'warn' };
  const user = await oneSlackUser(parts.env);
  const enter = (name: string, child: Child, port: number, keys: string | null): Contestant => ({
    name,
    sender: { port, signingSecret, ...user },
    stop: child.stop,
    async check(acknowledged) {
      if (keys === null) return;
      const waiting = await jobsWaiting(redisUrl, keys);
      if (waiting < acknowledged) throw new Error(`${name} acknowledged ${acknowledged} but queued ${waiting}`);
    },
  });
  const only = await startChild(['--import', 'tsx', pathOf('bolt-only.ts')], env);
  const withJob = await startChild(['--import', 'tsx', pathOf('bolt-with-job.ts')], env);
  const bot = await startChild([latchkey, 'start', '--role', 'bot', '--json'], env);
  return [
    enter('Bolt', only, Number(only.said), null),
    enter('Bolt + BullMQ', withJob, Number(withJob.said), 'bench:commands:wait'),
    enter('Latchkey', bot, (JSON.parse(bot.said) as { port: number }).port, 'latchkey:*:commands:wait'),
  ];
}
