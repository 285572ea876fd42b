import { randomUUID } from 'node:crypto';
import mongoose from 'mongoose';
import { inject } from 'vitest';
import type { Log } from '../../src/ports/log.ts';
import type { Store } from '../../src/ports/store.ts';
import { openStore } from '../../src/store/index.ts';

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

export const quiet: Log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

/** `address` with `database` in place of whichever it names. */
export function withDatabase(address: string, database: string): string {
  return address.replace(/^([^:]+:\/\/[^/?]+)(?:\/[^?]*)?(\?.*)?$/, `$1/${database}$2`);
}

/** A store on a database of its own, on the MongoDB of this run. Integration tests only. */
export async function testStore({ tenant = 'main' }: { readonly tenant?: string } = {}): Promise<TestStore> {
  const database = `test_${randomUUID().replaceAll('-', '')}`;
  const uri = withDatabase(inject('mongoUri'), database);
  const closers: (() => Promise<void>)[] = [];
  const another = async (of = tenant): Promise<Store> => {
    const { store, close } = await openStore({ uri, tenant: of, log: quiet });
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

async function dropDatabase(uri: string): Promise<void> {
  const connection = await mongoose.createConnection(uri, { autoIndex: false, autoCreate: false }).asPromise();
  try {
    await connection.dropDatabase();
  } finally {
    await connection.close();
  }
}
