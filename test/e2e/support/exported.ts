import { Readable } from 'node:stream';
import { runLatchkey } from '../../../src/cli/run-latchkey.ts';
import { parseExport } from './crowd.ts';
import type { Exported } from './crowd.ts';

/**
 * What `latchkey audit export --json` says, read by the command's own code in this process: a test that looks again and
 * again would otherwise start a process for each look. Fails with what the command said.
 */
export async function exported(env: Readonly<Record<string, string>>): Promise<readonly Exported[]> {
  let text = '';
  const said: string[] = [];
  const code = await runLatchkey(['audit', 'export', '--json'], {
    env,
    stdin: Readable.from([]),
    out: (more) => {
      text += more;
      return Promise.resolve();
    },
    say: (line) => void said.push(line),
  });
  if (code !== 0) throw new Error(said.join('\n'));
  return text === '' ? [] : parseExport(text);
}
