import { describe, expect, it } from 'vitest';
import { codeOf, ids, type Row, useDatabase } from './database.ts';
import { useEmbedded } from './embedded.ts';

const mongo = useDatabase();
const count = { $group: { _id: 1, n: { $sum: 1 } } };

describe('an aggregation that counts', () => {
  it('gives one document, and none where nothing is found', async () => {
    const rows = await mongo.fresh(Array.from({ length: 10 }, (_, i) => ({ _id: i, a: i % 2 })));
    const counted = (...stages: Row[]) => rows.aggregate([...stages, count]).toArray();
    expect(await counted()).toEqual([{ _id: 1, n: 10 }]);
    expect(await counted({ $match: { a: 1 } }, { $skip: 1 }, { $limit: 3 })).toEqual([{ _id: 1, n: 3 }]);
    expect(await counted({ $match: { a: 1 } }, { $skip: 4 })).toEqual([{ _id: 1, n: 1 }]);
    expect(await counted({ $match: { a: 7 } })).toEqual([]);
    expect(await rows.aggregate([{ $group: { _id: null, n: { $sum: 1 } } }]).toArray()).toEqual([{ _id: null, n: 10 }]);
    expect(await ids(rows.find({ a: 1 }).skip(4))).toEqual([9]);
  });

  it('refuses numbers that MongoDB refuses, and stages that nobody knows', async () => {
    const rows = await mongo.fresh([{ _id: 1 }]);
    expect(await codeOf(rows.aggregate([{ $limit: 0 }, count]).toArray())).toBe(15958);
    expect(await codeOf(rows.aggregate([{ $skip: -1 }, count]).toArray())).toBe(5107200);
    expect(await codeOf(rows.aggregate([{ $frob: {} }, count]).toArray())).toBe(40324);
    expect(await codeOf(rows.aggregate([{ $match: {}, $skip: 1 }, count]).toArray())).toBe(40323);
  });
});

describe('every other aggregation', () => {
  const { refuses } = useEmbedded();
  const pipeline = (...stages: Row[]): Row => ({ aggregate: 'rows', pipeline: stages, cursor: {} });
  const names = [
    '$project',
    '$addFields',
    '$set',
    '$unset',
    '$unwind',
    '$sort',
    '$count',
    '$replaceRoot',
    '$sortByCount',
    '$lookup',
    '$facet',
    '$merge',
    '$out',
    '$unionWith',
    '$sample',
    '$changeStream',
  ];
  refuses(names.map((name): [Row, number, string] => [pipeline({ $match: {} }, { [name]: {} }, count), 238, name]));
  refuses([
    [pipeline(), 238, 'countDocuments'],
    [pipeline({ $match: { a: 1 } }), 238, 'countDocuments'],
    [pipeline({ $limit: 1 }, { $match: { a: 1 } }, count), 238, '$group'],
    [pipeline({ $group: { _id: '$a', n: { $sum: 1 } } }), 238, '$group'],
    [pipeline({ $group: { _id: 1, n: { $sum: '$a' } } }), 238, '$group'],
    [pipeline({ $group: { _id: 1, n: { $sum: 1 }, most: { $max: '$a' } } }), 238, '$group'],
    [{ find: 'rows', filter: { $expr: { $gt: ['$a', '$b'] } } }, 238, '$expr'],
    [{ find: 'rows', projection: { t: { $concat: ['$s', '!'] } } }, 238, '$concat'],
    [{ find: 'rows', projection: { x: '$a.x' } }, 238, '$a.x'],
    [{ find: 'rows', projection: { x: { $frob: 1 } } }, 31325, '$frob'],
  ]);
});
