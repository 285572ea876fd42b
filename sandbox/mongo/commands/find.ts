import { readCount, readFlag } from '../arguments.ts';
import { parseProjection, project } from '../projection.ts';
import { runQuery } from '../scan.ts';
import type { Doc } from '../values.ts';
import type { Command } from './command.ts';
import { queryOf } from './query-body.ts';

const FIRST_BATCH = 101;

function* mapDocs<T>(items: Iterable<T>, map: (item: T) => Doc): Generator<Doc> {
  for (const item of items) yield map(item);
}

export const find: Command = {
  name: 'find',
  fields: {
    filter: 'taken',
    sort: 'taken',
    projection: 'taken',
    hint: 'taken',
    skip: 'taken',
    limit: 'taken',
    batchSize: 'taken',
    singleBatch: 'taken',
    allowDiskUse: 'taken',
    noCursorTimeout: 'onlyIfEmpty',
    returnKey: 'onlyIfEmpty',
    showRecordId: 'onlyIfEmpty',
    tailable: 'onlyIfEmpty',
    oplogReplay: 'onlyIfEmpty',
    awaitData: 'onlyIfEmpty',
    allowPartialResults: 'onlyIfEmpty',
    min: 'refused',
    max: 'refused',
    collation: 'onlyIfEmpty',
    let: 'onlyIfEmpty',
  },
  run: (context, body) => {
    const { collection, namespace, query } = queryOf(context, body, 'find', 'filter');
    const projection = parseProjection(body['projection']);
    const docs = mapDocs(runQuery(collection, query), (stored) => project(projection, stored.doc, query.filter));
    const batchSize = readCount(body, 'batchSize', 'find', FIRST_BATCH);
    return { cursor: context.cursors.open(namespace, docs, batchSize, readFlag(body, 'singleBatch', 'find', false)) };
  },
};
