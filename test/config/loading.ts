import { loadCatalogue } from '../../src/config/catalogue.ts';
import { builtInRoles } from '../../src/policy/matrix.ts';
import { findRole } from '../../src/policy/names.ts';

/** Loads the text of a `latchkey.yml` with the roles that are built in, as Latchkey does. */
export const load = (text: string) => loadCatalogue(text, { names: builtInRoles, find: findRole });

/** What is wrong in a file, a line each; empty where it can be taken. */
export function problemsOf(text: string): string[] {
  const loaded = load(text);
  return loaded.ok ? [] : loaded.problems.map(({ path, sentence }) => `${path}: ${sentence}`);
}
