import type { Log } from '../ports/log.ts';
import type { Store } from '../ports/store.ts';
import { createStore } from './compose.ts';
import { connect, shown } from './connection.ts';
import { createCollections } from './documents.ts';
import { migratePeople, migrationModel } from './migrate-people.ts';
import type { PersonDocument } from './person-document.ts';

export interface StoreOptions {
  /** `mongodb://…`; the database is `latchkey` where it names none. */
  readonly uri: string;
  /** The first field of every unique key. */
  readonly tenant: string;
  readonly log: Log;
  /** Ends the waiting for a MongoDB that is not there: `openStore` then rejects with its reason. */
  readonly signal?: AbortSignal;
}

export interface OpenStore {
  readonly store: Store;
  readonly close: () => Promise<void>;
}

/**
 * Opens the store on a connection of its own. Waits while MongoDB is not there, and resolves when every collection and
 * index exists. Several processes may do so at once. Throws where waiting does not help.
 */
export async function openStore({ uri, tenant, log, signal }: StoreOptions): Promise<OpenStore> {
  const opened: { store?: Store } = {};
  const connection = await connect({ uri, log, signal }, async (candidate) => {
    opened.store = createStore(candidate, tenant);
    const marks = migrationModel(candidate);
    await createCollections(candidate);
    const people = candidate.model<PersonDocument>('Person');
    const moved = await migratePeople(candidate, people, marks, tenant, Date.now());
    if (moved > 0) log.info({ people: moved }, 'People of an older version were taken over, one document each');
  });
  if (opened.store === undefined) throw new Error('The store was not composed');
  log.info({ mongodb: shown(uri), database: connection.name }, 'The store is open');
  return { store: opened.store, close: () => connection.close() };
}
