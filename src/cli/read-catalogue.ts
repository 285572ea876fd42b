import { readFile } from 'node:fs/promises';
import { loadCatalogue } from '../config/catalogue.ts';
import type { LoadedCatalogue } from '../config/catalogue.ts';
import type { ConfigProblem } from '../config/problem.ts';
import type { Catalogue } from '../domain/catalogue.ts';
import { builtInRoles, findRole } from '../policy/index.ts';
import { configFile as configured } from '../config/environment.ts';
import type { Io } from './io.ts';
import { wrongUse } from './io.ts';

/** The configuration's path: as given, else `LATCHKEY_CONFIG`, else `latchkey.yml`. */
export function configFile(io: Io, file?: string): string {
  return file ?? configured(io.env);
}

/** Reads and checks a configuration. A file that cannot be read is wrong use. */
export async function checkCatalogue(file: string): Promise<LoadedCatalogue> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (code === 'ENOENT') {
      throw wrongUse(
        `There’s no ${file} here. Run latchkey init to write one, name another file, or set LATCHKEY_CONFIG.`,
        error,
      );
    }
    const why = code === 'EISDIR' ? 'it’s a folder' : code || String(error);
    throw wrongUse(`${file} can’t be read (${why}). Name another file, or set LATCHKEY_CONFIG.`, error);
  }
  return checkText(text);
}

/** Checks the text of a configuration, with the roles that are built in. */
export function checkText(text: string): LoadedCatalogue {
  return loadCatalogue(text, { names: builtInRoles, find: findRole });
}

/** The catalogue of a configuration that has no problems; else wrong use, with all of them in the sentence. */
export async function readCatalogue(
  io: Io,
  given?: string,
): Promise<{ readonly catalogue: Catalogue; readonly warnings: readonly string[] }> {
  const file = configFile(io, given);
  const loaded = await checkCatalogue(file);
  if (loaded.ok) return loaded;
  throw wrongUse([`The configuration ${file} has problems:`, ...problemLines(file, loaded.problems)].join('\n'));
}

/** Each problem as a line: `latchkey.yml:12 instances[0].id: …`. */
export function problemLines(file: string, problems: readonly ConfigProblem[]): string[] {
  return problems.map(({ path, sentence, line }) => {
    const place = line === null ? file : `${file}:${line}`;
    return `  ${place}${path === '' ? '' : ` ${path}`}: ${sentence}`;
  });
}
