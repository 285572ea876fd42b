import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { Connection, Model, mongo } from 'mongoose';
import type { Log } from '../../ports/log.ts';

/** MongoDB's code for a collection that exists already: another process was faster. */
const namespaceExists = 48;
/** For an index that is gone already: another process was faster. */
const indexNotFound = 27;
/** For an index that differs from one there is only in what MongoDB before 5.0 doesn't tell apart. */
const indexOptionsConflict = 85;
const duplicateKey = 11000;

/** One index, as it is declared or as `listIndexes` shows it. */
export interface IndexShape {
  readonly name: string;
  readonly key: Readonly<Record<string, unknown>>;
  readonly unique?: boolean;
  readonly [option: string]: unknown;
}

/** What has to be done to the indexes of a collection, in this order. */
export interface IndexPlan {
  readonly create: readonly IndexShape[];
  /** Names of those that an earlier version declared otherwise. */
  readonly drop: readonly string[];
  /** Names of those that Latchkey doesn't know. */
  readonly unknown: readonly string[];
}

/** What of an index makes it the same as another: everything but its name, its version and whether it is hidden. */
function contentOf({
  name: _name,
  key,
  v: _v,
  ns: _ns,
  background: _background,
  hidden: _hidden,
  ...rest
}: IndexShape) {
  const options = Object.entries(rest).filter(([, value]) => value !== undefined && value !== false);
  return { key: Object.entries(key), options: Object.fromEntries(options.sort(([a], [b]) => (a < b ? -1 : 1))) };
}

const isSame = (one: IndexShape, other: IndexShape): boolean => isDeepStrictEqual(contentOf(one), contentOf(other));

/** Whether an index was made under a declared name, at first or when it was changed. */
const isCalled = (name: string, declared: string): boolean => name === declared || name.startsWith(`${declared}~`);

/** The name of a changed index: the same for everybody who changes it to that. */
function nextName(declared: IndexShape): string {
  const digest = createHash('sha256')
    .update(JSON.stringify(contentOf(declared)))
    .digest('hex');
  return `${declared.name}~${digest.slice(0, 8)}`;
}

/**
 * Compares the declared indexes with those that exist. One that changed is built under a new name beside the old one, which
 * goes only when the new one is complete: a unique index that decisions rely on is never missing. Pure.
 */
export function planIndexes(declared: readonly IndexShape[], existing: readonly IndexShape[]): IndexPlan {
  const create = declared
    .filter((one) => !existing.some((other) => isSame(one, other)))
    .map((one) => (existing.some(({ name }) => name === one.name) ? { ...one, name: nextName(one) } : one));
  const others = existing.filter((one) => one.name !== '_id_' && !declared.some((wanted) => isSame(wanted, one)));
  const isOurs = ({ name }: IndexShape): boolean => declared.some((wanted) => isCalled(name, wanted.name));
  return {
    create,
    drop: others.filter(isOurs).map(({ name }) => name),
    unknown: others.filter((one) => !isOurs(one)).map(({ name }) => name),
  };
}

/**
 * Creates every collection that the models declare, and brings its indexes to what is declared; waits for them. Several
 * processes may do so at once, and one that is killed leaves nothing that the next one doesn't finish. Indexes that
 * Latchkey doesn't know are left alone and reported.
 */
export async function createCollections(connection: Connection, log: Log): Promise<void> {
  for (const model of Object.values(connection.models) as Model<object>[]) {
    const { collectionName } = model.collection;
    await unless(namespaceExists, connection.createCollection(collectionName));
    const declared = model.schema.indexes().map(([key, options]) => ({ ...options, key }) as unknown as IndexShape);
    const existing = (await model.collection.listIndexes().toArray()) as IndexShape[];
    const plan = planIndexes(declared, existing);
    if (plan.unknown.length > 0) {
      log.warn(
        { collection: collectionName, indexes: plan.unknown },
        "A collection has indexes that Latchkey doesn't know; they are left alone and make writes slower",
      );
    }
    if (plan.create.length > 0) await build(model, plan, existing, log);
    for (const name of plan.drop) {
      log.info({ collection: collectionName, index: name }, 'Dropping an index that was replaced');
      await unless(indexNotFound, model.collection.dropIndex(name));
    }
  }
}

async function build(model: Model<object>, plan: IndexPlan, existing: readonly IndexShape[], log: Log): Promise<void> {
  const { collectionName } = model.collection;
  const changed = plan.create.filter(({ name }) => name.includes('~')).map(({ name }) => name);
  if (changed.length > 0) log.info({ collection: collectionName, indexes: changed }, 'Building indexes that changed');
  const create = () => model.collection.createIndexes(plan.create as unknown as mongo.IndexDescription[]);
  try {
    await create();
  } catch (error) {
    if (codeOf(error) === duplicateKey) {
      throw new Error(
        `${collectionName} holds documents that its unique index does not allow: ${(error as Error).message}`,
        { cause: error },
      );
    }
    if (codeOf(error) !== indexOptionsConflict) throw error;
    // MongoDB before 5.0 keeps no two indexes that differ in unique or sparse only.
    const inTheWay = existing.filter(({ name }) => plan.drop.includes(name));
    const unique = inTheWay.find((one) => one.unique === true);
    if (unique) {
      throw new Error(
        `The unique index ${unique.name} of ${collectionName} changed, and this MongoDB can't build the new one beside it: use MongoDB 5.0 or newer`,
        { cause: error },
      );
    }
    for (const { name } of inTheWay) await unless(indexNotFound, model.collection.dropIndex(name));
    await create();
  }
}

const codeOf = (error: unknown): unknown => (error as { code?: unknown }).code;

/** Waits for it; the given code of MongoDB is no failure. */
async function unless(code: number, work: Promise<unknown>): Promise<void> {
  await work.catch((error: unknown) => {
    if (codeOf(error) !== code) throw error;
  });
}
