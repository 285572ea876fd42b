import { readEnvironment } from '../config/environment.ts';
import type { Environment } from '../config/environment.ts';
import type { Catalogue } from '../domain/catalogue.ts';
import type { Io } from './io.ts';
import { isWrongUse } from './io.ts';
import { checkCatalogue, configFile, problemLines } from './read-catalogue.ts';

export type ReadSettings =
  | {
      readonly ok: true;
      readonly environment: Environment;
      readonly catalogue: Catalogue;
      readonly warnings: readonly string[];
    }
  | {
      readonly ok: false;
      readonly problems: readonly { readonly path: string; readonly sentence: string }[];
      /** The same, to be read by people. */
      readonly lines: readonly string[];
    };

/** Environment and configuration together: both whole, or everything that is wrong with either. */
export async function readSettings(io: Io): Promise<ReadSettings> {
  const file = configFile(io);
  const environment = readEnvironment(io.env);
  const configuration = await checkOrProblem(file);
  if (environment.ok && configuration.ok) {
    const warnings = [...environment.warnings, ...configuration.warnings.map((warning) => `${file}: ${warning}`)];
    return { ok: true, environment: environment.environment, catalogue: configuration.catalogue, warnings };
  }
  const variables = environment.ok ? [] : environment.problems;
  const places = configuration.ok ? [] : configuration.problems;
  return {
    ok: false,
    problems: [
      ...variables.map(({ variable, sentence }) => ({ path: variable, sentence })),
      ...places.map(({ path, sentence }) => ({ path, sentence })),
    ],
    lines: [...variables.map(({ sentence }) => `  ${sentence}`), ...problemLines(file, places)],
  };
}

async function checkOrProblem(file: string): ReturnType<typeof checkCatalogue> {
  try {
    return await checkCatalogue(file);
  } catch (error) {
    if (!isWrongUse(error)) throw error;
    return { ok: false, problems: [{ path: '', sentence: error.message, line: null }], warnings: [] };
  }
}
