import { readSecrets, readStoreEnvironment } from '../config/environment.ts';
import { createSeals } from '../lib/seals.ts';
import { createLog } from '../observe/index.ts';
import type { Clock } from '../ports/clock.ts';
import { SecretMissing, type Seals } from '../ports/seals.ts';
import type { Store } from '../ports/store.ts';
import { NewerData } from '../ports/store.ts';
import type { Io } from './io.ts';
import { wrongUse } from './io.ts';
import { silentLog } from './silent-log.ts';
import { checkCatalogue, configFile } from './read-catalogue.ts';

/** How long a command that only looks waits for MongoDB, in ms. */
const patienceMs = 10_000;

/**
 * Opens the record that `MONGODB_URI` names, for as long as `use` takes. `sealed` false: seals are neither made nor checked;
 * `quietly`: nothing is said of a secret that didn't seal the record.
 */
export async function withStore<T>(
  io: Io,
  tenant: string,
  use: (store: Store, clock: Clock) => Promise<T>,
  { sealed = true, quietly = false }: { readonly sealed?: boolean; readonly quietly?: boolean } = {},
): Promise<T> {
  const environment = readStoreEnvironment(io.env);
  if (!environment.ok) throw wrongUse(environment.problems.map(({ sentence }) => sentence).join('\n'));
  const { openStore } = await import('../store/index.ts');
  const opened = await openStore({
    uri: environment.mongodbUri,
    tenant,
    log: quietly ? silentLog : createLog({ level: 'error' }),
    sealsOf: sealed ? sealsIn(io) : undefined,
    signal: AbortSignal.timeout(patienceMs),
  }).catch((error: unknown) => {
    if (error instanceof NewerData) throw error;
    throw new Error('MongoDB (MONGODB_URI) did not answer within 10 s: see that it runs and can be reached', {
      cause: error,
    });
  });
  try {
    const foreign = await opened.store.record.foreignSeal();
    if (foreign !== null && !quietly) io.say(`latchkey: ${new SecretMissing(foreign).message}`);
    return await use(opened.store, opened.clock);
  } finally {
    await opened.close();
  }
}

/** Seals where LATCHKEY_SECRET is given and right; without it they can't be checked. */
function sealsIn(io: Io): ((installation: string) => Seals) | undefined {
  const secrets = readSecrets(io.env);
  if (secrets === null) {
    io.say('latchkey: LATCHKEY_SECRET is not set, so seals are not checked');
    return undefined;
  }
  return (installation) => createSeals(secrets, installation);
}

/** Whose record is meant: as given, else what the configuration says, else `main`. */
export async function tenantOf(io: Io, given: string | undefined): Promise<string> {
  if (given !== undefined) return given;
  const file = configFile(io);
  const loaded = await checkCatalogue(file).catch(() => null);
  if (loaded?.ok) return loaded.catalogue.tenant;
  const why = loaded === null ? 'cannot be read' : 'has problems';
  io.say(`latchkey: the configuration ${file} ${why}, so this is about the tenant main; --tenant says another one`);
  return 'main';
}
