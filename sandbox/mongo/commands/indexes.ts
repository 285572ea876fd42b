import { Int32 } from 'bson';
import { readDocuments } from '../arguments.ts';
import type { Collection, Index } from '../collection.ts';
import { mongoError } from '../errors.ts';
import { parseIndexSpec, parseKey, sameKey, showSpec } from '../index-spec.ts';
import { type Doc, isDoc, show, writeDoc } from '../values.ts';
import type { Command } from './command.ts';
import { cursorBatch, target } from './query-body.ts';

export const createIndexes: Command = {
  name: 'createIndexes',
  fields: { indexes: 'taken', commitQuorum: 'refused', ignoreUnknownIndexOptions: 'onlyIfEmpty' },
  run: (context, body) => {
    const { db, name, collection } = target(context, body, 'createIndexes');
    const specs = readDocuments(body, 'indexes', 'createIndexes').map(parseIndexSpec);
    if (specs.length === 0) throw mongoError(2, 'Must specify at least one index to create');
    return context.storage.write(() => {
      const created = !collection && !context.catalog.find(db, name);
      const owner = context.catalog.ensure(db, name);
      const before = owner.info.indexes.length;
      context.catalog.addIndexes(
        owner,
        specs.filter((spec) => spec.name !== '_id_'),
      );
      const after = owner.info.indexes.length;
      return {
        numIndexesBefore: new Int32(before),
        numIndexesAfter: new Int32(after),
        createdCollectionAutomatically: created,
        ...(before === after ? { note: 'all indexes already exist' } : {}),
      };
    });
  },
};

export const listIndexes: Command = {
  name: 'listIndexes',
  fields: { cursor: 'taken', includeBuildUUIDs: 'onlyIfEmpty', includeIndexBuildInfo: 'onlyIfEmpty' },
  run: (context, body) => {
    const { collection, namespace } = target(context, body, 'listIndexes');
    if (!collection) throw mongoError(26, `ns does not exist: ${namespace}`);
    const batchSize = cursorBatch(body, 'listIndexes', 101);
    const specs = collection.info.indexes.map((index) => showSpec(index.spec));
    return { cursor: context.cursors.open(namespace, specs.map(writeDoc).values(), batchSize, false) };
  },
};

const named = (collection: Collection, name: string): Index => {
  const index = collection.info.indexes.find((one) => one.spec.name === name);
  if (!index) throw mongoError(27, `index not found with name [${name}]`);
  return index;
};

const byKey = (collection: Collection, key: Doc): Index => {
  const fields = parseKey(key);
  const found = collection.info.indexes.filter((one) => sameKey(one.spec.fields, fields));
  if (found.length > 1)
    throw mongoError(86, `${found.length} indexes found for key: ${show(key)}, identify by name instead`);
  if (!found[0]) throw mongoError(27, `can't find index with key: ${show(key)}`);
  return found[0];
};

const wanted = (collection: Collection, which: unknown): Index[] => {
  const all = collection.info.indexes;
  if (which === '*') return all.filter((index) => index.spec.name !== '_id_');
  if (isDoc(which)) return [byKey(collection, which)];
  const names = Array.isArray(which) ? (which as unknown[]) : [which];
  return names.map((name) => {
    if (typeof name !== 'string')
      throw mongoError(14, `BSON field 'dropIndexes.index' is of the wrong type: ${show(name)}`);
    return named(collection, name);
  });
};

export const dropIndexes: Command = {
  name: 'dropIndexes',
  aliases: ['deleteIndexes'],
  fields: { index: 'taken' },
  run: (context, body) => {
    const calledAs = 'dropIndexes' in body ? 'dropIndexes' : 'deleteIndexes';
    const { collection, namespace } = target(context, body, calledAs);
    if (!collection) throw mongoError(26, `ns not found ${namespace}`);
    return context.storage.write(() => {
      const before = collection.info.indexes.length;
      const indexes = wanted(collection, body['index']);
      if (indexes.some((index) => index.spec.name === '_id_')) throw mongoError(72, 'cannot drop _id index');
      indexes.forEach((index) => context.catalog.dropIndex(collection, index));
      return { nIndexesWas: new Int32(before) };
    });
  },
};
