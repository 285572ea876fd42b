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
 * @param fault what is wrong with one of them, to follow the variable's name; null: nothing
 */
export function readNamedSecrets(
  env: Variables,
  variable: string,
  where: string,
  fault: (secret: string) => string | null = tooShort,
): NamedSecrets {
  const no = (sentence: string): NamedSecrets => ({ ok: false, problem: { variable, sentence } });
  const { variables, problems } = withFiles(env, [variable]);
  const [problem] = problems;
  if (problem !== undefined) return { ok: false, problem };
  const text = variables[variable] ?? '';
  if (text === '') return no(`${variable} is not set: ${where} in latchkey.yml names it for a secret.`);
  const secrets = text.split(/\s+/);
  const wrong = secrets.map(fault).find((one) => one !== null);
  return wrong === undefined ? { ok: true, secrets } : no(`${variable} ${wrong}`);
}

function tooShort(secret: string): string | null {
  if (secret.length >= shortest) return null;
  return `has to be at least ${shortest} characters long, such as from openssl rand -hex 32.`;
}
