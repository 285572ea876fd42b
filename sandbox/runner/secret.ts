import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * The `LATCHKEY_SECRET` of a Latchkey that uses the started parts: the one in the environment, else the one kept in `file`,
 * else a new one, which is kept there. Without a file it lasts as long as the sandbox runs.
 */
export async function secretFor(env: NodeJS.ProcessEnv, file?: string): Promise<string> {
  const given = env['LATCHKEY_SECRET']?.trim();
  if (given) return given;
  const kept = file === undefined ? '' : (await readFile(file, 'utf8').catch(() => '')).trim();
  if (kept !== '') return kept;
  const made = randomBytes(32).toString('base64');
  if (file !== undefined) {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, `${made}\n`, { mode: 0o600 });
  }
  return made;
}
