import { randomUUID } from 'node:crypto';
import { inject } from 'vitest';
import { createSeals } from '../../src/lib/seals.ts';
import type { Log } from '../../src/ports/log.ts';
import type { Store } from '../../src/ports/store.ts';
import { openStore } from '../../src/store/index.ts';
import { dropDatabase, withDatabase } from './database.ts';

export { withDatabase } from './database.ts';

export interface TestStore {
  readonly store: Store;
  /** The address with the database, for whoever opens it in another way. */
  readonly uri: string;
  readonly database: string;
  /** One more store on the same database, as another process would have it; closed with this one. */
  another(tenant?: string): Promise<Store>;
  /** Closes every store of this database and drops it. */
  close(): Promise<void>;
}

/** Seals of a secret that only the tests know. */
export const storeSealsOf = (installation: string) => createSeals([new Uint8Array(32).fill(7)], installation);

export const quiet: Log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

/**
 * A store on a database of its own, on the MongoDB of this run: for tests that look at the database itself or open it
 * in another way. Any other test takes `tenantStore`, which costs a tenth. Integration tests only.
 */
export async function testStore({ tenant = 'main' }: { readonly tenant?: string } = {}): Promise<TestStore> {
  const database = `test_${randomUUID().replaceAll('-', '')}`;
  const uri = withDatabase(inject('mongoUri'), database);
  const closers: (() => Promise<void>)[] = [];
  const another = async (of = tenant): Promise<Store> => {
    const { store, close } = await openStore({ uri, tenant: of, log: quiet, sealsOf: storeSealsOf });
    closers.push(close);
    return store;
  };
  return {
    store: await another(),
    uri,
    database,
    another,
    close: async () => {
      await Promise.all(closers.splice(0).map((close) => close()));
      await dropDatabase(uri);
    },
  };
}
