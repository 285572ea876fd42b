import { Readable } from 'node:stream';
import { runLatchkey } from '../../../src/cli/run-latchkey.ts';
import { parseExport } from './crowd.ts';
import type { Exported } from './crowd.ts';

/**
 * Runs a command of the command line by its own code in this process, and gives what it said: a test that looks again
 * and again would otherwise start a process for each look, and importing alone is a second of processor time.
 */
export async function runHere(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<{ readonly code: number; readonly out: string; readonly err: string }> {
  let out = '';
  const said: string[] = [];
  const code = await runLatchkey([...args], {
    env,
    stdin: Readable.from([]),
    out: (more) => {
      out += more;
      return Promise.resolve();
    },
    say: (line) => void said.push(line),
  });
  return { code, out, err: said.join('\n') };
}

/** What `latchkey audit export --json` says. Fails with what the command said. */
export async function exported(env: Readonly<Record<string, string>>): Promise<readonly Exported[]> {
  const { code, out, err } = await runHere(['audit', 'export', '--json'], env);
  if (code !== 0) throw new Error(err);
  return out === '' ? [] : parseExport(out);
}
