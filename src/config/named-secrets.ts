import { withFiles } from './variable-files.ts';
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
  const { variables, problems } = withFiles(env, [variable]);
  const [problem] = problems;
  if (problem !== undefined) return { ok: false, problem };
  const text = variables[variable] ?? '';
  if (text === '') return no(`${variable} is not set: ${where} in latchkey.yml names it for a secret.`);
  const secrets = text.split(/\s+/);
  if (secrets.some((one) => one.length < shortest)) {
    return no(`${variable} has to be at least ${shortest} characters long, such as from openssl rand -hex 32.`);
  }
  return { ok: true, secrets };
}
