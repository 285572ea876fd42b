import { Int32 } from 'bson';
import { readString } from '../arguments.ts';
import { compareValues } from '../compare.ts';
import { pathValues } from '../paths.ts';
import { runQuery } from '../scan.ts';
import type { Command } from './command.ts';
import { queryOf } from './query-body.ts';
import { type Doc, isDoc } from '../values.ts';

const isWholeCount = (body: Doc): boolean => {
  const query = body['query'];
  const everything = query === undefined || (isDoc(query) && Object.keys(query).length === 0);
  return everything && body['hint'] === undefined;
};

export const count: Command = {
  name: 'count',
  fields: { query: 'taken', limit: 'taken', skip: 'taken', hint: 'taken', fields: 'taken', collation: 'onlyIfEmpty' },
  run: (context, body) => {
    const { collection, query } = queryOf(context, body, 'count', 'query');
    if (!isWholeCount(body)) return { n: new Int32([...runQuery(collection, query)].length) };
    const left = Math.max(0, (collection?.count() ?? 0) - query.skip);
    return { n: new Int32(query.limit > 0 ? Math.min(left, query.limit) : left) };
  },
};

export const distinct: Command = {
  name: 'distinct',
  fields: { key: 'taken', query: 'taken', hint: 'taken', collation: 'onlyIfEmpty' },
  run: (context, body) => {
    const { collection, query } = queryOf(context, body, 'distinct', 'query');
    const parts = readString(body, 'key', 'distinct').split('.');
    const values = [...runQuery(collection, query)].flatMap((stored) => pathValues(stored.doc, parts));
    const sorted = values.sort(compareValues);
    return { values: sorted.filter((value, i) => i === 0 || compareValues(value, sorted[i - 1]) !== 0) };
  },
};
