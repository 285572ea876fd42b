import { setTimeout as wait } from 'node:timers/promises';
import type { Model } from 'mongoose';
import { StoreUnavailable } from '../../ports/store.ts';
import { duplicateKeyOf, isDuplicate } from './errors.ts';

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

/** Between looks whether somebody's write counts yet, in ms; 1.2 s in all, which is long for replication. */
const pauses = [0, 20, 50, 100, 200, 400, 400];

/**
 * What `look` finds, as a majority of the servers has it. A write that stood in our way may not be replicated yet, and may
 * still be rolled back: until it is seen it decides nothing. Throws `StoreUnavailable` where it isn't seen in time.
 */
export async function replicated<T>(what: string, look: () => Promise<T | null>): Promise<T> {
  for (const pause of pauses) {
    if (pause > 0) await wait(pause);
    const found = await look();
    if (found !== null) return found;
  }
  throw new StoreUnavailable(`MongoDB has not replicated ${what} yet: whether it counts is not known`);
}

/** Whether `error` is a unique index's refusal; true only once the document that it refused for counts. */
export async function isTaken<T>(model: Model<T>, error: unknown, fallback: object = {}): Promise<boolean> {
  if (!isDuplicate(error)) return false;
  const key = duplicateKeyOf(error) ?? fallback;
  const look = () => model.collection.findOne(key as never, { projection: { _id: 1 } });
  await replicated(`another document of ${model.collection.collectionName}`, look);
  return true;
}

/** Inserts a document; false where a unique index (its `_id` included) has it already. */
export async function insertOnce<T extends { readonly _id: string }>(model: Model<T>, document: T): Promise<boolean> {
  try {
    await model.collection.insertOne(document as never);
    return true;
  } catch (error) {
    if (await isTaken(model, error, { _id: document._id })) return false;
    throw error;
  }
}

/** Inserts a document, or gives the one that has its `_id` already. */
export async function insertOrRead<T extends { readonly _id: string }>(model: Model<T>, document: T): Promise<unknown> {
  try {
    await model.collection.insertOne(document as never);
    return document;
  } catch (error) {
    if (!isDuplicate(error)) throw error;
    const { _id } = document;
    return replicated(_id, () => model.collection.findOne({ _id } as never));
  }
}
