import { readCount, readFlag } from '../arguments.ts';
import type { Stored } from '../collection.ts';
import type { Filter } from '../filter.ts';
import type { Projection } from '../projection.ts';
import { keptFields, parseProjection, project } from '../projection.ts';
import { runQuery } from '../scan.ts';
import { writeDoc } from '../values.ts';
import type { Command } from './command.ts';
import { queryOf } from './query-body.ts';

const FIRST_BATCH = 101;

/** Documents as they are stored, or what a projection leaves of them. */
function* bytesOf(found: Iterable<Stored>, projection: Projection | undefined, filter: Filter): Generator<Uint8Array> {
  const kept = projection && keptFields(projection);
  for (const stored of found) {
    if (projection === undefined) yield stored.bytes;
    else yield writeDoc(project(projection, kept ? stored.part(kept) : stored.doc, filter));
  }
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
    const docs = bytesOf(runQuery(collection, query), projection, query.filter);
    const batchSize = readCount(body, 'batchSize', 'find', FIRST_BATCH);
    return { cursor: context.cursors.open(namespace, docs, batchSize, readFlag(body, 'singleBatch', 'find', false)) };
  },
};
