import { readCount, readString } from '../arguments.ts';
import { mongoError } from '../errors.ts';
import { isLong, toText, typeName } from '../values.ts';
import type { Command } from './command.ts';
import { target } from './query-body.ts';

export const getMore: Command = {
  name: 'getMore',
  fields: { collection: 'taken', batchSize: 'taken', term: 'refused', lastKnownCommittedOpTime: 'refused' },
  run: (context, body) => {
    const id = body['getMore'];
    if (!isLong(id))
      throw mongoError(14, `BSON field 'getMore.getMore' is the wrong type '${typeName(id)}', expected type 'long'`);
    const namespace = `${toText(body['$db'])}.${readString(body, 'collection', 'getMore')}`;
    const batchSize = readCount(body, 'batchSize', 'getMore', 0);
    return { cursor: context.cursors.more(id, namespace, batchSize === 0 ? Number.MAX_SAFE_INTEGER : batchSize) };
  },
};

export const killCursors: Command = {
  name: 'killCursors',
  fields: { cursors: 'taken' },
  run: (context, body) => {
    const { namespace } = target(context, body, 'killCursors');
    const ids = body['cursors'];
    if (!Array.isArray(ids))
      throw mongoError(
        14,
        `BSON field 'killCursors.cursors' is the wrong type '${typeName(ids)}', expected type 'array'`,
      );
    const longs = ids.map((id: unknown) => {
      if (!isLong(id)) throw mongoError(14, "BSON field 'killCursors.cursors' holds something that is not a long");
      return id;
    });
    const killed = longs.filter((id) => context.cursors.kill(id, namespace));
    return {
      cursorsKilled: killed,
      cursorsNotFound: longs.filter((id) => !killed.includes(id)),
      cursorsAlive: [],
      cursorsUnknown: [],
    };
  },
};
