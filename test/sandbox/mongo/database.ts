import { randomBytes } from 'node:crypto';
import mongoose from 'mongoose';
import { afterAll, beforeAll } from 'vitest';
import { startMongo } from '../../../sandbox/mongo/index.ts';

export const { BSON, Double, Int32, Long, ObjectId, MongoClient } = mongoose.mongo;
/** Any document: these suites look at types of every kind. */
export type Row = Record<string, unknown>;
export type Database = mongoose.mongo.Db;
/** A stored document; where a test needs an `_id` of another type it says so with a cast. */
export interface Stored extends mongoose.mongo.BSON.Document {
  _id?: string | number | mongoose.mongo.ObjectId;
}
export type Rows = mongoose.mongo.Collection<Stored>;
export type LongValue = mongoose.mongo.Long;

/** What a server said no with. */
export interface Refusal {
  code: number | string | undefined;
  message: string;
  keyPattern?: Row | undefined;
  keyValue?: Row | undefined;
}

/** The refusal of something that must be refused; throws where it is not. */
export const refusalOf = async (attempt: Promise<unknown>): Promise<Refusal> => {
  let answer: unknown;
  try {
    answer = await attempt;
  } catch (error) {
    const { code, message, keyPattern, keyValue } = error as Error & Partial<Refusal>;
    return { code, message, keyPattern, keyValue };
  }
  throw new Error(`it was not refused: ${JSON.stringify(answer)}`);
};

export const codeOf = async (attempt: Promise<unknown>): Promise<Refusal['code']> => (await refusalOf(attempt)).code;

/**
 * A database of its own for one test file, on the server that MONGODB_URI names, else on an embedded one; dropped at the
 * end. `embedded: true` takes the embedded server whatever is there.
 */
export const useDatabase = (options: { embedded?: boolean } = {}) => {
  let client: mongoose.mongo.MongoClient | undefined;
  let stop: () => Promise<void> = () => Promise.resolve();
  let uri = '';
  const name = `latchkey_test_${randomBytes(6).toString('hex')}`;
  const connected = (): mongoose.mongo.MongoClient => {
    if (!client) throw new Error('the database is used outside of a test');
    return client;
  };

  beforeAll(async () => {
    const given = options.embedded === true ? undefined : process.env['MONGODB_URI'];
    if (given === undefined || given === '') {
      const mongo = await startMongo();
      uri = mongo.uri;
      stop = () => mongo.stop();
    } else uri = given;
    client = await MongoClient.connect(uri);
  });
  afterAll(async () => {
    await client?.db(name).dropDatabase();
    await client?.close();
    await stop();
  });

  let collections = 0;
  return {
    name,
    uri: () => uri,
    client: connected,
    db: (): Database => connected().db(name),
    /** A collection that nobody else uses, with these documents. */
    fresh: async (documents: readonly Row[] = []): Promise<Rows> => {
      const collection = connected().db(name).collection<Stored>(`c${++collections}`);
      if (documents.length > 0) await collection.insertMany(documents.map((document) => ({ ...document })));
      return collection;
    },
  };
};

/** Makes an index with the driver's call that is not deprecated. */
export const index = (rows: Rows, key: Record<string, 1 | -1>, options: mongoose.mongo.CreateIndexesOptions = {}) =>
  rows.createIndex(key, options, {});

/** The `_id`s of a result, in its order. */
export const ids = async (cursor: { toArray(): Promise<Row[]> }): Promise<unknown[]> =>
  (await cursor.toArray()).map((row) => row['_id']);
