import { checkFields, readCollection, readCount, readDocument } from '../arguments.ts';
import type { Collection } from '../collection.ts';
import { notSupported } from '../errors.ts';
import { parseFilter } from '../filter.ts';
import { planFor } from '../plan.ts';
import type { Query } from '../scan.ts';
import { parseSort } from '../sort.ts';
import { type Doc, isDoc, toNumber, toText } from '../values.ts';
import type { Context } from './command.ts';

/** The collection a command names, if it is there, and its namespace. */
export const target = (
  context: Context,
  body: Doc,
  command: string,
): { db: string; name: string; namespace: string; collection: Collection | undefined } => {
  const db = toText(body['$db']);
  const name = readCollection(body, command);
  return { db, name, namespace: `${db}.${name}`, collection: context.catalog.find(db, name) };
};

/** `Date.now()` at which `maxTimeMS` is over, or undefined. */
export const deadlineOf = (body: Doc, now: Date): number | undefined => {
  const limit = toNumber(body['maxTimeMS']) ?? 0;
  return limit > 0 ? now.getTime() + limit : undefined;
};

/** A hint as the planner takes it: undefined for none. */
export const hintOf = (body: Doc): unknown => {
  const hint = body['hint'];
  if (hint === undefined || hint === '' || (isDoc(hint) && Object.keys(hint).length === 0)) return undefined;
  if (typeof hint !== 'string' && !isDoc(hint)) throw notSupported('A hint that is neither a name nor a key');
  return hint;
};

interface Parts {
  readonly filter: unknown;
  readonly sort?: unknown;
  readonly skip?: number;
  readonly limit?: number;
  readonly hint?: unknown;
  readonly deadline?: number | undefined;
}

/** A planned query over a collection (which may not be there). */
export const planQuery = (collection: Collection | undefined, parts: Parts): Query => {
  const filter = parseFilter(parts.filter);
  const sort = parseSort(parts.sort);
  const hint = collection ? parts.hint : undefined;
  return {
    plan: planFor(collection?.info.indexes ?? [], filter, sort, hint),
    filter,
    sort,
    skip: parts.skip ?? 0,
    limit: parts.limit ?? 0,
    deadline: parts.deadline,
  };
};

/** The query of `find`, `count` or `distinct`, whose filter is in `field`. */
export const queryOf = (
  context: Context,
  body: Doc,
  command: string,
  field: string,
): { collection: Collection | undefined; namespace: string; query: Query } => {
  const { collection, namespace } = target(context, body, command);
  const query = planQuery(collection, {
    filter: readDocument(body, field, command, {}),
    sort: body['sort'],
    skip: readCount(body, 'skip', command, 0),
    limit: readCount(body, 'limit', command, 0),
    hint: hintOf(body),
    deadline: deadlineOf(body, context.now()),
  });
  return { collection, namespace, query };
};

/** `batchSize` of a command's `cursor` field. */
export const cursorBatch = (body: Doc, command: string, fallback: number): number => {
  const cursor = readDocument(body, 'cursor', command, {});
  checkFields(`${command}.cursor`, cursor, { batchSize: 'taken' });
  return readCount(cursor, 'batchSize', `${command}.cursor`, fallback);
};
