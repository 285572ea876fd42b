import type mongoose from 'mongoose';
import type { Found } from '../../ports/record.ts';
import { idRange } from './derived-id.ts';
import { asking } from './errors.ts';

type Collection = mongoose.mongo.Collection<{ _id: unknown }>;
export type Raw = Readonly<Record<string, unknown>>;

/** How many documents are read at once. */
const page = 200;
/** How many documents one answer has where there is no limit. */
const mostAtOnce = 1_000;
/** How many of those that lie outside every order are named. */
const mostStrays = 100;

/** The driver's collection, past mongoose: nothing is cast, so what somebody wrote by hand is found as it is. */
export function rawOf(model: { readonly collection: unknown }): Collection {
  return model.collection as Collection;
}

/**
 * Every document that has the tenant's name, and every one whose `_id` is of the tenant, by `_id`; at last those whose `_id`
 * is no text.
 */
export async function* walkTenant(collection: Collection, tenant: string): AsyncIterable<readonly Raw[]> {
  const { from, to } = idRange(tenant);
  const ours = { $or: [{ tenant }, { _id: { $gte: from, $lt: to } }] };
  for (let after = ''; ;) {
    const documents = await find(collection, { $and: [{ _id: { $gt: after } }, ours] }, { _id: 1 }, page);
    if (documents.length > 0) yield documents;
    if (documents.length < page) break;
    after = String(documents.at(-1)?.['_id']);
  }
  const others = await find(collection, { tenant, _id: { $not: { $type: 'string' } } }, { _id: 1 }, mostStrays);
  if (others.length > 0) yield others;
}

/** The tenant's documents by a whole number in `field`, from `start` on. */
export async function* walkNumbered(
  collection: Collection,
  tenant: string,
  field: string,
  start = 1,
): AsyncIterable<readonly Raw[]> {
  for (let next = start; ;) {
    const documents = await find(collection, { tenant, [field]: { $gte: next } }, { [field]: 1 }, 2 * page);
    if (documents.length > 0) yield documents;
    if (documents.length < 2 * page) return;
    next = Number(documents.at(-1)?.[field]) + 1;
  }
}

/** The keys of documents that `walkNumbered` from 1 can't find. */
export async function strays(collection: Collection, tenant: string, field: string): Promise<readonly string[]> {
  const outside = { tenant, $or: [{ [field]: { $not: { $type: 'number' } } }, { [field]: { $lt: 1 } }] };
  return (await find(collection, outside, { _id: 1 }, mostStrays)).map(keyOf);
}

export function find(
  collection: Collection,
  filter: object,
  sort: object,
  limit = 0,
  projection: Readonly<Record<string, 0 | 1>> = {},
): Promise<readonly Raw[]> {
  return asking('reading what is stored', () =>
    collection
      .find(filter, { projection })
      .sort(sort as never)
      .limit(limit)
      // By itself, the first answer has 101 documents, and the rest takes a second question.
      .batchSize(limit > 0 ? limit + 1 : mostAtOnce)
      .toArray(),
  );
}

export function keyOf({ _id }: Raw): string {
  return typeof _id === 'string' ? _id : JSON.stringify(_id);
}

/** A document as the record knows it, or why it can't be read. */
export function readAs<T>(document: Raw, read: (document: Raw) => T): Found<T> {
  const key = keyOf(document);
  try {
    return { key, value: read(document) };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { key, fault: why.replace(/\s+/g, ' ') };
  }
}
