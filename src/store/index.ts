import type { Log } from '../ports/log.ts';
import { SecretMissing, type Seals } from '../ports/seals.ts';
import type { Store } from '../ports/store.ts';
import type { AccessDocument } from './access/document.ts';
import { redrawCards } from './access/redraw-cards.ts';
import { createStore } from './compose.ts';
import { connect, connectOptions, shown } from './mongo/connection.ts';
import { keepLooking } from './mongo/revive.ts';
import { createCollections } from './mongo/indexes.ts';
import type { InstallationDocument } from './mongo/installation.ts';
import { noteSchemaNumber, refuseNewerData } from './mongo/schema-number.ts';
import { migratePeople, migrationModel } from './people/migrate.ts';
import type { PersonDocument } from './people/document.ts';
import type { ServerClock } from './mongo/server-clock.ts';
import { createServerClock, keepMeasuring, serverTimeOf } from './mongo/server-clock.ts';

export type { ServerClock } from './mongo/server-clock.ts';
export { warnAtMs as clockWarnAtMs } from './mongo/server-clock.ts';
import { sealOlder } from './seal-older.ts';
import { createSealedSince } from './seals/sealed-since.ts';
import { createSealer } from './seals/sealer.ts';

export interface StoreOptions {
  /** `mongodb://…`; the database is `latchkey` where it names none. */
  readonly uri: string;
  /** The first field of every unique key. */
  readonly tenant: string;
  readonly log: Log;
  /** Seals what is written, for the id of the installation; without it nothing is sealed, and seals aren't checked. */
  readonly sealsOf?: ((installationId: string) => Seals) | undefined;
  /** Whether secrets that lack one that sealed the record are refused with `SecretMissing`, before anything is written. */
  readonly refuseForeignSeals?: boolean;
  /** Ends the waiting for a MongoDB that is not there: `openStore` then rejects with its reason. */
  readonly signal?: AbortSignal;
  /** Told how far this machine's clock is off, in ms, whenever that is measured. */
  readonly onClockMeasured?: ((offsetMs: number) => void) | undefined;
}

export interface OpenStore {
  readonly store: Store;
  /** MongoDB's time: what decides, dates events and ends accesses goes by it. */
  readonly clock: ServerClock;
  readonly close: () => Promise<void>;
}

/**
 * Opens the store on a connection of its own. Waits while MongoDB is not there, and resolves when every collection and
 * index exists and MongoDB's time is known. Several processes may do so at once. Throws where waiting does not help:
 * `NewerData`, before anything is written, where a newer version has written.
 */
export async function openStore({
  uri,
  tenant,
  log,
  sealsOf,
  refuseForeignSeals = false,
  signal,
  onClockMeasured,
}: StoreOptions): Promise<OpenStore> {
  const opened: { store?: Store; clock?: ServerClock } = {};
  const connection = await connect({ uri, log, signal }, async (candidate) => {
    const clock = createServerClock(serverTimeOf(candidate), { log, onMeasured: onClockMeasured });
    await clock.measure();
    opened.clock = clock;
    const sealer = createSealer();
    opened.store = createStore(candidate, tenant, () => clock.now(), sealer);
    const installation = candidate.model<InstallationDocument>('Installation');
    await refuseNewerData(installation, tenant);
    const marks = migrationModel(candidate);
    await createCollections(candidate, log);
    if (sealsOf !== undefined) sealer.use(sealsOf(await opened.store.installationId()));
    const foreign = refuseForeignSeals ? await opened.store.record.foreignSeal() : null;
    if (foreign !== null) throw new SecretMissing(foreign);
    const people = candidate.model<PersonDocument>('Person');
    const refusal = await sealOlder(
      {
        accesses: candidate.model<AccessDocument>('Access'),
        chain: candidate.model('ChainEntry'),
        journal: candidate.model('JournalEvent'),
        people,
        marks,
        notices: candidate.model('Notice'),
      },
      createSealedSince(installation, tenant, sealer),
      tenant,
      clock.now(),
      sealer,
    );
    if (refusal !== null) log.error({}, refusal);
    const moved = await migratePeople(candidate, people, marks, tenant, clock.now(), sealer);
    if (moved > 0) log.info({ people: moved }, 'People of an older version were taken over, one document each');
    await opened.store.installationId();
    const cards = await redrawCards(candidate.model<AccessDocument>('Access'), installation, tenant, clock.now());
    if (cards > 0)
      log.info({ accesses: cards }, 'The cards of an older version that wait for a decision are drawn again');
    await noteSchemaNumber(installation, tenant);
  });
  const { store, clock } = opened;
  if (store === undefined || clock === undefined) throw new Error('The store was not composed');
  const measuring = keepMeasuring(clock, log);
  const looking = keepLooking(connection, { uri, options: () => connectOptions(uri), log });
  log.info({ mongodb: shown(uri), database: connection.name }, 'The store is open');
  return {
    store,
    clock,
    close: async () => {
      measuring.stop();
      await looking.stop();
      await connection.close();
    },
  };
}
