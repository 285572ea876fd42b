import { readStoreEnvironment } from '../config/environment.ts';
import type { Catalogue } from '../domain/catalogue.ts';
import { driftReport as drift } from '../services/config-drift.ts';
import type { Io } from './io.ts';
import { withStore } from './with-store.ts';

/** Where the configuration and the records differ (DESIGN §3, "Catalogue"); nothing, and a word about it, without MONGODB_URI. */
export async function driftReport(io: Io, catalogue: Catalogue): Promise<readonly string[]> {
  if (!readStoreEnvironment(io.env).ok) {
    io.say('latchkey: only the file was checked; with MONGODB_URI set, the records are compared with it as well');
    return [];
  }
  return withStore(io, catalogue.tenant, (store) => drift({ store, catalogue, clock: { now: Date.now } }));
}
