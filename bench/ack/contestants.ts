import { fileURLToPath } from 'node:url';
import { startChild } from './children.ts';
import type { Parts } from './parts.ts';
import type { Sender } from './signed-request.ts';

export interface Contestant {
  readonly name: string;
  readonly sender: Sender;
  /** Rejects where the server did not do what it is measured for. */
  readonly check: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

const here = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

/** The three servers, started, in the order in which they are shown. */
export async function contestants(parts: Parts): Promise<Contestant[]> {
  const env = {
    ...process.env,
    SLACK_SIGNING_SECRET: 's',
    SLACK_BOT_TOKEN: 'xoxb-b',
    ...parts.env,
    NODE_ENV: 'production',
  };
  const bare = async (name: string, script: string): Promise<Contestant> => {
    const { said, stop } = await startChild(['--import', 'tsx', here(script)], env);
    const sender: Sender = {
      port: Number(said),
      signingSecret: env.SLACK_SIGNING_SECRET,
      team: 'T1',
      channel: 'C1',
      user: 'U1',
    };
    return { name, sender, stop, check: () => Promise.resolve() };
  };
  return [await bare('Bolt', 'bolt-only.ts'), await bare('Bolt + BullMQ', 'bolt-with-job.ts')];
}
