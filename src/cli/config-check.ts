import { setupWarnings } from '../config/checks/setup.ts';
import type { ConfigProblem } from '../config/problem.ts';
import type { ExitCode, Io } from './io.ts';
import { outJson, sentenceOf } from './io.ts';
import { checkCatalogue, configFile, problemLines } from './read-catalogue.ts';
import { chatReport, driftReport } from './config-truth.ts';

/** 0 where the configuration can be used, whatever the warnings; else 1. */
export async function configCheck(io: Io, given: string | undefined, options: { json?: boolean }): Promise<ExitCode> {
  const file = configFile(io, given);
  const loaded = await checkCatalogue(file).catch(async (error: unknown) => {
    if (options.json === true) {
      await outJson(io, { ok: false, problems: [{ path: '', sentence: sentenceOf(error), line: null }], warnings: [] });
    }
    throw error;
  });
  const problems = loaded.ok ? [] : loaded.problems;
  const truth = loaded.ok
    ? [...(await driftReport(io, loaded.catalogue)), ...(await chatReport(io, loaded.catalogue))]
    : [];
  const setup = loaded.ok ? setupWarnings(loaded.catalogue) : [];
  const warnings = [...loaded.warnings, ...setup, ...truth];
  if (options.json === true) await outJson(io, { ok: loaded.ok, problems: problems.map(asData), warnings });
  else await io.out(`${readable(file, problems, warnings).join('\n')}\n`);
  return loaded.ok ? 0 : 1;
}

function asData({ path, sentence, line }: ConfigProblem): object {
  return { path, sentence, line };
}

function readable(file: string, problems: readonly ConfigProblem[], warnings: readonly string[]): string[] {
  const counted = problems.length === 1 ? '1 problem' : `${problems.length} problems`;
  const verdict = problems.length === 0 ? `${file} can be used.` : `${file} cannot be used: ${counted}.`;
  return [verdict, ...problemLines(file, problems), ...warnings.map((warning) => `  warning: ${warning}`)];
}
