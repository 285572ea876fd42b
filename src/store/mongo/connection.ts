import { setTimeout as wait } from 'node:timers/promises';
import mongoose, { type Connection } from 'mongoose';
import { retry } from '../../lib/retry.ts';
import type { Log } from '../../ports/log.ts';
import { SecretMissing } from '../../ports/seals.ts';
import { NewerData } from '../../ports/store.ts';
import { isRefusedUser, isUnavailable } from './errors.ts';

/** Where the address names no database. */
const defaultDatabase = 'latchkey';
/** Between two tries, ms; finding out that nobody is there takes up to two seconds more. */
const pause = 1_000;

/** How the store connects. What stands in the address does not change how it writes and reads. */
export function connectOptions(uri: string): mongoose.ConnectOptions {
  const namesDatabase = /^[^:]+:\/\/[^/?]+\/[^?]+/.test(uri);
  return {
    ...(!namesDatabase && { dbName: defaultDatabase }),
    appName: 'latchkey',
    bufferCommands: false,
    autoCreate: false,
    autoIndex: false,
    readPreference: 'primary',
    // What decides must not be rolled back later: it is read as a majority has it. A write that isn't replicated in time
    // is reported as such, and the next read shows whether it counts.
    readConcern: { level: 'majority' },
    writeConcern: { w: 'majority', journal: true, wtimeoutMS: 10_000 },
    serverSelectionTimeoutMS: 2_000,
    connectTimeoutMS: 5_000,
    waitQueueTimeoutMS: 5_000,
    socketTimeoutMS: 30_000,
  };
}

/** The address without what is secret in it. */
export const shown = (uri: string): string => uri.replace(/\/\/[^/?]*@/, '//').replace(/\?.*$/, '');

/**
 * Connects, and does `prepare` on the connection. While MongoDB is not there it waits and tries again, saying so once
 * a try, until `signal` is aborted. Throws where waiting doesn't help: a wrong address, a user or password that isn't accepted,
 * a secret that is missing, data of a newer version.
 */
export function connect(
  { uri, log, signal }: { readonly uri: string; readonly log: Log; readonly signal?: AbortSignal | undefined },
  prepare: (connection: Connection) => Promise<void>,
): Promise<Connection> {
  return retry(() => tryToConnect(uri, prepare, log), {
    signal,
    sleep: (ms) => wait(ms, undefined, { signal }),
    pauseOf(error) {
      if (error instanceof SecretMissing || error instanceof NewerData) return null;
      if (isRefusedUser(error) || !isUnavailable(error)) {
        const why = error instanceof Error ? error.message : String(error);
        throw new Error(`MongoDB at ${shown(uri)} cannot be used (${why}); check MONGODB_URI`, { cause: error });
      }
      log.warn({ err: error, mongodb: shown(uri) }, 'MongoDB is not there; trying again');
      return pause;
    },
  });
}

/** One try; a connection that can't be used is closed. */
async function tryToConnect(
  uri: string,
  prepare: (connection: Connection) => Promise<void>,
  log: Log,
): Promise<Connection> {
  const connection = mongoose.createConnection(uri, connectOptions(uri));
  try {
    await connection.asPromise();
    await prepare(connection);
    watch(connection, log);
    return connection;
  } catch (error) {
    await connection.close(true).catch(() => undefined);
    throw error;
  }
}

function watch(connection: Connection, log: Log): void {
  connection.on('error', (err: unknown) => log.error({ err }, 'The connection to MongoDB failed'));
  // We close it ourselves: that is no loss.
  let isClosing = false;
  connection.on('disconnecting', () => (isClosing = true));
  connection.on('disconnected', () => {
    if (!isClosing) log.warn({}, 'The connection to MongoDB was lost');
  });
  connection.on('reconnected', () => log.info({}, 'The connection to MongoDB is back'));
}
