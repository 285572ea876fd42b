import { randomUUID } from 'node:crypto';
import mongoose from 'mongoose';
import type { Connection } from 'mongoose';
import { inject } from 'vitest';
import type { Store } from '../../src/ports/store.ts';
import { createStore } from '../../src/store/compose.ts';
import { connectOptions } from '../../src/store/mongo/connection.ts';
import { openStore } from '../../src/store/index.ts';
import { createSealer } from '../../src/store/seals/sealer.ts';
import { quiet, storeSealsOf, withDatabase } from './store.ts';
import { noteTenant } from './tenants.ts';

/** One connection a worker: files share it, as they share their modules. It closes with the worker. */
let shared: Promise<Connection> | undefined;

/**
 * An empty store: a tenant of its own, in the database that all tests of this run share. Collections and indexes exist
 * once and the connection is open, so it costs a tenth of a database of one's own (`testStore`), which is for tests
 * that look at the database itself. Nothing needs closing. Integration tests only.
 */
export async function tenantStore(): Promise<Store> {
  const connection = await (shared ??= connectOnce());
  const tenant = `t${randomUUID().replaceAll('-', '')}`;
  const sealer = createSealer();
  sealer.use(storeSealsOf(tenant));
  const store = createStore(connection, tenant, Date.now, sealer);
  noteTenant(store, tenant);
  return store;
}

async function connectOnce(): Promise<Connection> {
  const uri = withDatabase(inject('mongoUri'), inject('mongoDatabase'));
  const { close } = await openStore({ uri, tenant: 'none', log: quiet });
  await close();
  return mongoose.createConnection(uri, connectOptions(uri)).asPromise();
}
