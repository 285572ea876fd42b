import { spawn } from 'node:child_process';
import { Readable, Writable } from 'node:stream';
import { createIo } from '../../src/cli/io.ts';
import { runLatchkey } from '../../src/cli/run-latchkey.ts';
import { program } from '../support/program.ts';

export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs the command line in this process, with an environment and a stdin of its own. */
export async function latchkey(
  args: readonly string[],
  { env = {}, stdin = '' }: { env?: Record<string, string>; stdin?: string } = {},
): Promise<Ran> {
  const [out, err] = [collect(), collect()];
  const code = await runLatchkey(args, createIo(env, Readable.from([stdin]), out.stream, err.stream));
  return { code, out: out.text(), err: err.text() };
}

/** The lines of data, parsed. */
export function jsonLines(text: string): unknown[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as unknown);
}

/** Runs the command line as a process of its own. */
export function spawnLatchkey(args: readonly string[], env: NodeJS.ProcessEnv = {}) {
  return spawn(process.execPath, [...program('src/cli/latchkey'), ...args], {
    env: { PATH: process.env['PATH'], ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
}

function collect(): { stream: Writable; text: () => string } {
  const chunks: string[] = [];
  const stream = new Writable({
    write: (chunk, _encoding, done) => {
      chunks.push(String(chunk));
      done();
    },
  });
  return { stream, text: () => chunks.join('') };
}
