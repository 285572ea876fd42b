import { Double, UUID } from 'bson';
import { readDocument, readFlag } from '../arguments.ts';
import type { Collection } from '../collection.ts';
import { mongoError } from '../errors.ts';
import { parseFilter } from '../filter.ts';
import { showSpec } from '../index-spec.ts';
import { matches } from '../match.ts';
import { type Doc, toText, writeDoc } from '../values.ts';
import type { Command, Context } from './command.ts';
import { cursorBatch, target } from './query-body.ts';

export const create: Command = {
  name: 'create',
  fields: {
    capped: 'onlyIfEmpty',
    size: 'onlyIfEmpty',
    max: 'onlyIfEmpty',
    autoIndexId: 'refused',
    idIndex: 'refused',
    storageEngine: 'refused',
    validator: 'onlyIfEmpty',
    validationLevel: 'refused',
    validationAction: 'refused',
    indexOptionDefaults: 'onlyIfEmpty',
    viewOn: 'refused',
    pipeline: 'refused',
    collation: 'onlyIfEmpty',
    timeseries: 'refused',
    clusteredIndex: 'refused',
    expireAfterSeconds: 'refused',
    changeStreamPreAndPostImages: 'refused',
    encryptedFields: 'refused',
  },
  run: (context, body) => {
    const { db, name, namespace } = target(context, body, 'create');
    return context.storage.write(() => {
      if (context.catalog.find(db, name)) throw mongoError(48, `Collection ${namespace} already exists.`);
      context.catalog.create(db, name);
      return {};
    });
  },
};

export const drop: Command = {
  name: 'drop',
  fields: {},
  run: (context, body) => {
    const { db, name, namespace } = target(context, body, 'drop');
    return context.storage.write(() => {
      const collection = context.catalog.find(db, name);
      if (!collection) return {};
      const nIndexesWas = collection.info.indexes.length;
      context.catalog.drop(collection);
      return { ns: namespace, nIndexesWas };
    });
  },
};

export const dropDatabase: Command = {
  name: 'dropDatabase',
  fields: {},
  run: (context, body) => {
    const db = toText(body['$db']);
    return context.storage.write(() => {
      const collections = context.catalog.list(db);
      collections.forEach((collection) => context.catalog.drop(collection));
      return collections.length > 0 ? { dropped: db } : {};
    });
  },
};

const describe = ({ info }: Collection, nameOnly: boolean): Doc => {
  const short: Doc = { name: info.name, type: 'collection' };
  if (nameOnly) return short;
  const id = info.indexes.find((index) => index.spec.name === '_id_');
  return {
    ...short,
    options: {},
    info: { readOnly: false, uuid: new UUID(info.uuid) },
    idIndex: id ? showSpec(id.spec) : {},
  };
};

export const listCollections: Command = {
  name: 'listCollections',
  fields: { filter: 'taken', nameOnly: 'taken', cursor: 'taken', authorizedCollections: 'taken' },
  run: (context, body) => {
    const db = toText(body['$db']);
    const filter = parseFilter(readDocument(body, 'filter', 'listCollections', {}));
    const nameOnly = readFlag(body, 'nameOnly', 'listCollections', false);
    const batchSize = cursorBatch(body, 'listCollections', 1000);
    const found = context.catalog
      .list(db)
      .map((collection) => describe(collection, nameOnly))
      .filter((doc) => matches(filter, doc));
    return {
      cursor: context.cursors.open(`${db}.$cmd.listCollections`, found.map(writeDoc).values(), batchSize, false),
    };
  },
};

const bytesOf = (collections: readonly Collection[]): number => {
  let bytes = 0;
  for (const collection of collections) {
    for (let after = 0; ;) {
      const chunk = collection.readNatural(after, 500, false);
      const last = chunk.at(-1);
      if (!last) break;
      bytes += chunk.reduce((sum, stored) => sum + stored.bytes.length, 0);
      after = last.id;
    }
  }
  return bytes;
};

const databases = (context: Context): Map<string, Collection[]> => {
  const out = new Map<string, Collection[]>();
  for (const collection of context.catalog.list()) {
    const { db } = collection.info;
    out.set(db, [...(out.get(db) ?? []), collection]);
  }
  return out;
};

export const listDatabases: Command = {
  name: 'listDatabases',
  fields: { filter: 'taken', nameOnly: 'taken', authorizedDatabases: 'taken' },
  run: (context, body) => {
    if (body['$db'] !== 'admin') throw mongoError(13, 'listDatabases may only be run against the admin database.');
    const filter = parseFilter(readDocument(body, 'filter', 'listDatabases', {}));
    const nameOnly = readFlag(body, 'nameOnly', 'listDatabases', false);
    const all = [...databases(context)].map(([name, collections]): { doc: Doc; bytes: number } => {
      if (nameOnly) return { doc: { name }, bytes: 0 };
      const bytes = bytesOf(collections);
      return { doc: { name, sizeOnDisk: new Double(bytes), empty: bytes === 0 }, bytes };
    });
    const found = all.filter(({ doc }) => matches(filter, doc));
    const total = found.reduce((sum, { bytes }) => sum + bytes, 0);
    return { databases: found.map(({ doc }) => doc), ...(nameOnly ? {} : { totalSize: new Double(total) }) };
  },
};
