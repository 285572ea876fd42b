import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

export interface VerifySettings {
  readonly mongodbUri: string;
  readonly redisUrl: string;
  readonly installationId: string;
  readonly people: number;
}

export interface Verified {
  readonly ok: boolean;
  readonly entries: number;
  readonly accesses: number;
  /** The first of them. */
  readonly problems: readonly string[];
  readonly ms: number;
  /** How much more memory the process had at its most than before, and how much that is, in MB. */
  readonly grownMb: number;
  readonly mostMb: number;
}

const file = fileURLToPath(new URL('./verify-child.ts', import.meta.url));

/** `audit verify` in a process of its own. Throws where it ends without having told what it found. */
export async function verifyApart(settings: VerifySettings): Promise<Verified> {
  const child = fork(file, [JSON.stringify(settings)], { execArgv: ['--import', 'tsx'] });
  const found: Verified[] = [];
  child.on('message', (message) => found.push(message as Verified));
  await once(child, 'exit');
  const [verified] = found;
  if (verified === undefined) throw new Error('verifying ended before it said what it found');
  return verified;
}
