import { randomUUID } from 'node:crypto';
import { Int32 } from 'bson';
import { type Collection, type CollectionInfo, createCollection, type Index } from './collection.ts';
import { mongoError } from './errors.ts';
import { type IndexSpec, parseIndexSpec, sameSignature, sameSpec, showSpec } from './index-spec.ts';
import type { Storage } from './storage.ts';
import { type Doc, readDoc, toNumber, toText, writeDoc } from './values.ts';

/** Which collections there are. The changing functions belong inside a storage job. */
export interface Catalog {
  find(db: string, name: string): Collection | undefined;
  list(db?: string): Collection[];
  create(db: string, name: string): Collection;
  /** The collection, made where it is not there: what a write into nothing does. */
  ensure(db: string, name: string): Collection;
  drop(collection: Collection): void;
  /** Adds what is not there yet; throws 85 or 86 on a conflict, 11000 where the documents do not fit. */
  addIndexes(collection: Collection, specs: readonly IndexSpec[]): void;
  dropIndex(collection: Collection, index: Index): void;
}

const ALL = [Buffer.alloc(0), Buffer.alloc(1, 0xff)] as const;
const ID_INDEX = parseIndexSpec({ v: new Int32(2), key: { _id: new Int32(1) }, name: '_id_', unique: true });
const NUMBERS_KEY = Buffer.from([0]);

const infoToDoc = (info: CollectionInfo): Doc => ({
  id: info.id,
  db: info.db,
  name: info.name,
  uuid: info.uuid,
  indexes: info.indexes.map((index) => ({
    id: index.id,
    multikey: index.multikey,
    spec: { ...showSpec(index.spec), unique: index.spec.unique },
  })),
});

const docToInfo = (doc: Doc): CollectionInfo => ({
  id: toNumber(doc['id']) ?? 0,
  db: toText(doc['db']),
  name: toText(doc['name']),
  uuid: toText(doc['uuid']),
  indexes: (doc['indexes'] as Doc[]).map((index) => ({
    id: toNumber(index['id']) ?? 0,
    multikey: index['multikey'] as boolean[],
    spec: parseIndexSpec(index['spec']),
  })),
});

const FORMAT_KEY = Buffer.from([1]);
/** Goes up with every change to how keys and records are written. */
const FORMAT = Buffer.from([1]);

const checkFormat = (storage: Storage): Promise<void> | undefined => {
  const format = storage.catalog.get(FORMAT_KEY);
  if (!format) return storage.write(() => storage.catalog.put(FORMAT_KEY, FORMAT));
  if (format.equals(FORMAT)) return undefined;
  throw new Error('the data directory was written by another version of the embedded MongoDB: begin with an empty one');
};

const keyOf = (db: string, name: string): Buffer => Buffer.from(`c${db}.${name}`);

const checkConflict = (existing: IndexSpec, wanted: IndexSpec): boolean => {
  if (sameSpec(existing, wanted)) return true;
  if (sameSignature(existing, wanted)) {
    throw mongoError(85, `Index already exists with a different name: ${existing.name}`);
  }
  if (existing.name === wanted.name) {
    throw mongoError(
      86,
      `An existing index has the same name as the requested index. When index names are not specified, they are auto generated and can cause conflicts. Please refer to our documentation. Requested index: ${JSON.stringify(showSpec(wanted))}, existing index: ${JSON.stringify(showSpec(existing))}`,
    );
  }
  return false;
};

/** Reads the catalogue from the storage. */
export const openCatalog = async (storage: Storage): Promise<Catalog> => {
  await checkFormat(storage);
  const collections = new Map<string, Collection>();
  const numbers = storage.catalog.get(NUMBERS_KEY);
  let lastNumber = numbers?.readUInt32BE() ?? 0;
  const nextNumber = (): number => {
    lastNumber++;
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE(lastNumber);
    storage.catalog.put(NUMBERS_KEY, bytes);
    return lastNumber;
  };
  const save = (info: CollectionInfo): void =>
    storage.catalog.put(keyOf(info.db, info.name), writeDoc(infoToDoc(info)));
  const add = (info: CollectionInfo): Collection => {
    const collection = createCollection(storage, info, () => save(info));
    collections.set(`${info.db}.${info.name}`, collection);
    return collection;
  };
  for (const { key, value } of storage.catalog.read(...ALL, Number.MAX_SAFE_INTEGER)) {
    if (!key.equals(NUMBERS_KEY) && !key.equals(FORMAT_KEY)) add(docToInfo(readDoc(value)));
  }

  const create = (db: string, name: string): Collection => {
    const index: Index = { id: nextNumber(), spec: ID_INDEX, multikey: [false] };
    const info: CollectionInfo = { id: nextNumber(), db, name, uuid: randomUUID(), indexes: [index] };
    save(info);
    return add(info);
  };
  const find = (db: string, name: string): Collection | undefined => collections.get(`${db}.${name}`);

  return {
    find,
    list: (db) => [...collections.values()].filter((one) => db === undefined || one.info.db === db),
    create,
    ensure: (db, name) => find(db, name) ?? create(db, name),
    drop: (collection) => {
      collection.clear();
      storage.catalog.remove(keyOf(collection.info.db, collection.info.name));
      collections.delete(collection.namespace);
    },
    addIndexes: (collection, specs) => {
      const fresh: Index[] = [];
      for (const spec of specs) {
        const known = [...collection.info.indexes, ...fresh].map((index) => checkConflict(index.spec, spec));
        if (!known.includes(true)) fresh.push({ id: nextNumber(), spec, multikey: spec.fields.map(() => false) });
      }
      const built: Index[] = [];
      try {
        for (const index of fresh) {
          collection.build(index);
          built.push(index);
        }
      } catch (error) {
        built.forEach((index) => collection.clearIndex(index));
        throw error;
      }
      if (fresh.length === 0) return;
      collection.info.indexes = [...collection.info.indexes, ...fresh];
      save(collection.info);
    },
    dropIndex: (collection, index) => {
      collection.clearIndex(index);
      collection.info.indexes = collection.info.indexes.filter((one) => one !== index);
      save(collection.info);
    },
  };
};
