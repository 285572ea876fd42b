import { readFileSync } from 'node:fs';
import type { EnvironmentProblem, Variables } from './variable-files.ts';

/** What a variable that latchkey.yml names holds: one secret, or several separated by blanks during rotation. */
export type NamedSecrets =
  | { readonly ok: true; readonly secrets: readonly string[] }
  | { readonly ok: false; readonly problem: EnvironmentProblem };

/** Shorter ones can be guessed. */
const shortest = 16;

/**
 * Reads a secret that `where` in latchkey.yml names by its variable, or by `VARIABLE_FILE`. Never says what it holds.
 */
export function readNamedSecrets(env: Variables, variable: string, where: string): NamedSecrets {
  const no = (sentence: string): NamedSecrets => ({ ok: false, problem: { variable, sentence } });
  const given = env[variable]?.trim();
  const path = env[`${variable}_FILE`]?.trim();
  if (given && path) return no(`${variable} and ${variable}_FILE are both set: keep one of them.`);
  let text = given ?? '';
  if (path) {
    try {
      text = readFileSync(path, 'utf8').trim();
    } catch (error) {
      const why = (error as NodeJS.ErrnoException).code ?? 'unreadable';
      return no(`${variable}_FILE names ${path}, which can't be read (${why}).`);
    }
  }
  if (text === '') return no(`${variable} is not set: ${where} in latchkey.yml names it for a secret.`);
  const secrets = text.split(/\s+/);
  if (secrets.some((one) => one.length < shortest)) {
    return no(`${variable} has to be at least ${shortest} characters long, such as from openssl rand -hex 32.`);
  }
  return { ok: true, secrets };
}
