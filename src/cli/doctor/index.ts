import { readEnvironment } from '../../config/environment.ts';
import type { Catalogue } from '../../domain/catalogue.ts';
import type { Check } from './check.ts';
import { chatChecks } from './chats.ts';
import { secretChecks } from './secrets.ts';
import { storeChecks } from './stores.ts';
import type { ExitCode, Io } from '../io.ts';
import { outJson, sentenceOf } from '../io.ts';
import { checkCatalogue, configFile, problemLines } from '../read-catalogue.ts';

/** Looks at everything that Latchkey stands on; 0 where all is well, else 1. Starts nothing. */
export async function doctor(io: Io, options: { readonly json?: boolean }): Promise<ExitCode> {
  const checks = [...(await environmentChecks(io)), ...caveats];
  const ok = checks.every((check) => check.ok);
  if (options.json === true) await outJson(io, { ok, checks });
  else await io.out(`${checks.map((one) => `${label(one)} ${one.name}: ${one.sentence}`).join('\n')}\n`);
  return ok ? 0 : 1;
}

function label({ ok, warning }: Check): string {
  return ok ? (warning === true ? 'WARNING' : 'ok     ') : 'PROBLEM';
}

/** What cannot be seen from here and is worth knowing (DESIGN §4, failures). */
const caveats: readonly Check[] = [
  {
    name: 'queue',
    ok: true,
    sentence:
      'Commands that are not decided yet are in Redis only: keep its append-only file on (appendonly yes) and eviction off (maxmemory-policy noeviction). Emptying Redis loses them; effects and timers are found again from MongoDB.',
  },
];

async function environmentChecks(io: Io): Promise<Check[]> {
  const read = readEnvironment(io.env);
  if (!read.ok) {
    const problems = read.problems.map(({ sentence }) => ({ name: 'environment', ok: false, sentence }));
    const { check, catalogue } = await configurationCheck(io);
    return [...problems, check, ...secretChecks(io, catalogue)];
  }
  const configuration = await configurationCheck(io);
  return [
    { name: 'environment', ok: true, sentence: read.warnings.join(' ') || 'every variable that is needed is set' },
    configuration.check,
    ...secretChecks(io, configuration.catalogue),
    ...(await storeChecks(read.environment, configuration.tenant)),
    ...(await chatChecks(read.environment.platforms, configuration.catalogue)),
  ];
}

/** The tenant is the built-in one where the file can't be read, and the catalogue null. */
async function configurationCheck(
  io: Io,
): Promise<{ readonly check: Check; readonly tenant: string; readonly catalogue: Catalogue | null }> {
  const file = configFile(io);
  const name = 'configuration';
  try {
    const loaded = await checkCatalogue(file);
    if (loaded.ok) {
      const { catalogue } = loaded;
      return { check: { name, ok: true, sentence: `${file} can be used` }, tenant: catalogue.tenant, catalogue };
    }
    const sentence = problemLines(file, loaded.problems).join('\n').trim();
    return { check: { name, ok: false, sentence }, tenant: 'main', catalogue: null };
  } catch (error) {
    return { check: { name, ok: false, sentence: sentenceOf(error) }, tenant: 'main', catalogue: null };
  }
}
