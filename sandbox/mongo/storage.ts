import { mkdirSync } from 'node:fs';
import { open, type Transaction } from 'lmdb';

/** An ordered table of byte strings. Reads inside a {@link Storage.write} job see the job's own writes. */
export interface Table {
  get(key: Uint8Array): Buffer | undefined;
  put(key: Uint8Array, value: Uint8Array): void;
  remove(key: Uint8Array): void;
  /** At most `limit` entries with `start` ≤ key < `end` in order, or from the last one backwards. */
  read(start: Uint8Array, end: Uint8Array, limit: number, reverse?: boolean): { key: Buffer; value: Buffer }[];
  keys(start: Uint8Array, end: Uint8Array, limit: number, reverse?: boolean): Buffer[];
  count(start: Uint8Array, end: Uint8Array): number;
}

export interface Storage {
  readonly catalog: Table;
  readonly records: Table;
  readonly indexes: Table;
  /**
   * Runs a job that reads and writes the tables; resolves once its writes are on disk (without `flush`: with the operating
   * system). Jobs run one after another in the order they came, and all jobs that wait share one transaction and one
   * flush. A job must not write before it has checked: what it wrote before throwing is kept.
   */
  write<T>(job: () => T): Promise<T>;
  /** What is on disk now, whatever is written later; for reading only. `close` lets it go. */
  snapshot(): Storage;
  close(): Promise<void>;
}

interface Waiting {
  run(): void;
  settle(): void;
  fail(error: Error): void;
}

/** Longest key in bytes; what an index cannot hold is refused with code 17280. */
export const MAX_KEY_BYTES = 4026;

const AFTER_ALL = Buffer.alloc(16, 0xff);

const openTable = (env: ReturnType<typeof open>, name: string, transaction?: Transaction): Table => {
  const db = env.openDB<Buffer, Buffer>({ name, keyEncoding: 'binary', encoding: 'binary' });
  const at = transaction === undefined ? {} : { transaction };
  const range = (start: Uint8Array, end: Uint8Array, limit: number, reverse: boolean) =>
    reverse
      ? { ...at, start: Buffer.from(end), end: Buffer.from(start), limit, reverse, exclusiveStart: true }
      : { ...at, start: Buffer.from(start), end: Buffer.from(end), limit };
  return {
    get: (key) => db.get(Buffer.from(key), at),
    put: (key, value) => db.putSync(Buffer.from(key), Buffer.from(value)),
    remove: (key) => void db.removeSync(Buffer.from(key)),
    read: (start, end, limit, reverse = false) =>
      Array.from(db.getRange(range(start, end, limit, reverse)), ({ key, value }) => ({
        key: Buffer.from(key),
        value: Buffer.from(value),
      })),
    keys: (start, end, limit, reverse = false) =>
      Array.from(db.getKeys(range(start, end, limit, reverse)), (key) => Buffer.from(key)),
    count: (start, end) => db.getKeysCount({ ...at, start: Buffer.from(start), end: Buffer.from(end) }),
  };
};

/**
 * Opens (or makes) the database files in a directory. A write is flushed to disk before its promise resolves, so a
 * process killed at any point loses nothing that it had acknowledged. Without `flush` the writes are left to the
 * operating system: for a directory that goes with the process, where waiting for the disk would protect nothing.
 */
export const openStorage = (directory: string, flush = true): Storage => {
  mkdirSync(directory, { recursive: true });
  const env = open({
    path: directory,
    noSubdir: false,
    pageSize: 8192,
    maxDbs: 4,
    overlappingSync: false,
    noSync: !flush,
    cache: false,
  });
  let waiting: Waiting[] = [];
  let closed = false;
  let broken: Error | undefined;

  const writeWaiting = (): void => {
    const jobs = waiting;
    waiting = [];
    try {
      env.transactionSync(() => {
        for (const job of jobs) job.run();
      });
    } catch (error) {
      broken = new Error('the embedded MongoDB could not write to its disk: restart it', { cause: error });
      for (const job of jobs) job.fail(broken);
      return;
    }
    for (const job of jobs) job.settle();
  };

  const write = <T>(job: () => T): Promise<T> =>
    new Promise<T>((resolve, reject) => {
      if (closed || broken) {
        reject(broken ?? new Error('the database is closed'));
        return;
      }
      let settle = (): void => undefined;
      const run = (): void => {
        try {
          const value = job();
          settle = () => resolve(value);
        } catch (error) {
          settle = () => reject(error instanceof Error ? error : new Error(String(error)));
        }
      };
      waiting.push({ run, settle: () => settle(), fail: reject });
      if (waiting.length === 1) setImmediate(writeWaiting);
    });

  return {
    catalog: openTable(env, 'catalog'),
    records: openTable(env, 'records'),
    indexes: openTable(env, 'indexes'),
    write,
    snapshot: () => {
      const transaction = env.useReadTransaction();
      const refuse = () => Promise.reject(new Error('a snapshot is for reading only'));
      return {
        catalog: openTable(env, 'catalog', transaction),
        records: openTable(env, 'records', transaction),
        indexes: openTable(env, 'indexes', transaction),
        write: refuse,
        snapshot: () => {
          throw new Error('a snapshot has no snapshots');
        },
        close: () => {
          transaction.done();
          return Promise.resolve();
        },
      };
    },
    close: async () => {
      if (closed) return;
      closed = true;
      if (waiting.length > 0) writeWaiting();
      await env.close();
    },
  };
};

/** Above every key that begins with `prefix`. */
export const afterPrefix = (prefix: Uint8Array): Buffer => Buffer.concat([prefix, AFTER_ALL]);
