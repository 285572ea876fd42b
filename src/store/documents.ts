import type { Connection, Model } from 'mongoose';
import { isDuplicate } from './errors.ts';

/** What every model of the store is made with: nothing happens behind our back, and what is unknown is refused. */
export const schemaOptions = {
  strict: 'throw',
  strictQuery: 'throw',
  minimize: false,
  versionKey: false,
  id: false,
  autoCreate: false,
  autoIndex: false,
  bufferCommands: false,
} as const;

/** Inserts a document; false where a unique index (its `_id` included) has it already. */
export async function insertOnce<T>(model: Model<T>, document: T): Promise<boolean> {
  try {
    await model.collection.insertOne(document as never);
    return true;
  } catch (error) {
    if (isDuplicate(error)) return false;
    throw error;
  }
}

/** MongoDB's code for a collection that exists already: another process was faster. */
const namespaceExists = 48;

/** Creates every collection and index that the models declare, and waits for them. Several processes may do so at once. */
export async function createCollections(connection: Connection): Promise<void> {
  for (const model of Object.values(connection.models)) {
    await connection.createCollection(model.collection.collectionName).catch((error: unknown) => {
      if ((error as { code?: unknown }).code !== namespaceExists) throw error;
    });
    const indexes = model.schema.indexes().map(([key, options]) => ({ ...options, key }));
    if (indexes.length > 0) await model.collection.createIndexes(indexes as never);
  }
}
