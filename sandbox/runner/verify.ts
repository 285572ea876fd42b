import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { projectFolder } from './project.ts';

const PATIENCE_MS = 60_000;

/** What `latchkey audit verify --json` reports, as far as the page shows it. */
export interface Verified {
  ok: boolean;
  entries: number;
  head: { seq: number; hash: string } | null;
  problems: { sentence: string }[];
  unchained: { id: string }[];
}

/** Runs `latchkey audit verify` as whoever operates it would. Fails with what it said where it gives no report. */
export async function verifyRecord(env: NodeJS.ProcessEnv): Promise<Verified> {
  const bin = join(projectFolder(), 'dist/src/cli/latchkey.js');
  const run = promisify(execFile)(process.execPath, [bin, 'audit', 'verify', '--json'], { env, timeout: PATIENCE_MS });
  // A broken record is exit code 1, with a report as well.
  const { stdout, stderr } = await run.catch((error: unknown) => error as { stdout?: string; stderr?: string });
  try {
    return JSON.parse(stdout ?? '') as Verified;
  } catch (error) {
    throw new Error(stderr?.trim() || 'latchkey audit verify gave no report', { cause: error });
  }
}
