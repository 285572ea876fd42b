import { describe, expect, it } from 'vitest';
import { codeOf, Double, Long, refusalOf, type Row, useDatabase } from './database.ts';

const mongo = useDatabase();

const sales: Row[] = [
  { _id: 1, item: 'a', price: 10, n: 2, tags: ['x', 'y'], at: new Date('2026-01-15T10:30:45.123Z') },
  { _id: 2, item: 'b', price: 20, n: 1, tags: [], at: new Date('2026-02-20T00:00:00Z') },
  { _id: 3, item: 'a', price: 5, n: 10, tags: ['x'], at: new Date('2026-12-31T23:59:59Z') },
  { _id: 4, item: 'c', n: 1, deep: { er: 7 } },
];

const run = async (documents: readonly Row[], pipeline: Row[]): Promise<Row[]> =>
  (await mongo.fresh(documents)).aggregate<Row>(pipeline).toArray();

/** The value of one expression on one document. */
const value = async (expression: unknown, document: Row = {}): Promise<unknown> =>
  (await run([{ _id: 1, ...document }], [{ $project: { _id: 0, v: expression } }]))[0]?.['v'];

describe('stages', () => {
  it('$match, $sort, $skip and $limit in any order', async () => {
    expect(await run(sales, [{ $sort: { price: -1 } }, { $skip: 1 }, { $limit: 1 }, { $project: { _id: 1 } }])).toEqual(
      [{ _id: 1 }],
    );
    expect(await run(sales, [{ $limit: 2 }, { $match: { item: 'a' } }, { $project: { _id: 1 } }])).toEqual([
      { _id: 1 },
    ]);
    expect(await run(sales, [{ $skip: 3 }, { $sort: { _id: 1 } }, { $project: { _id: 1 } }])).toEqual([{ _id: 4 }]);
    expect(await run(sales, [{ $limit: 3 }, { $skip: 1 }, { $project: { _id: 1 } }])).toEqual([{ _id: 2 }, { _id: 3 }]);
  });

  it('$group gathers', async () => {
    const groups = await run(sales, [
      {
        $group: {
          _id: '$item',
          total: { $sum: { $multiply: ['$price', '$n'] } },
          count: { $sum: 1 },
          also: { $count: {} },
          mean: { $avg: '$price' },
          low: { $min: '$price' },
          high: { $max: '$price' },
          first: { $first: '$_id' },
          last: { $last: '$_id' },
          all: { $push: '$n' },
          some: { $addToSet: '$item' },
        },
      },
      { $sort: { _id: 1 } },
    ]);
    expect(groups).toEqual([
      {
        _id: 'a',
        total: 70,
        count: 2,
        also: 2,
        mean: 7.5,
        low: 5,
        high: 10,
        first: 1,
        last: 3,
        all: [2, 10],
        some: ['a'],
      },
      { _id: 'b', total: 20, count: 1, also: 1, mean: 20, low: 20, high: 20, first: 2, last: 2, all: [1], some: ['b'] },
      {
        _id: 'c',
        total: 0,
        count: 1,
        also: 1,
        mean: null,
        low: null,
        high: null,
        first: 4,
        last: 4,
        all: [1],
        some: ['c'],
      },
    ]);
  });

  it('$group by nothing, by several fields, by what is missing', async () => {
    expect(await run(sales, [{ $group: { _id: null, n: { $sum: '$n' } } }])).toEqual([{ _id: null, n: 14 }]);
    expect(await run([], [{ $group: { _id: null, n: { $sum: 1 } } }])).toEqual([]);
    const keys = await run(sales, [{ $group: { _id: { i: '$item', p: '$price' } } }, { $sort: { _id: 1 } }]);
    expect(keys.map((row) => row['_id'])).toContainEqual({ i: 'c' });
    expect(
      await run(
        [{ a: null }, {}, { a: 1 }, { a: new Double(1) }],
        [{ $group: { _id: '$a', n: { $sum: 1 } } }, { $sort: { _id: 1 } }],
      ),
    ).toEqual([
      { _id: null, n: 2 },
      { _id: 1, n: 2 },
    ]);
  });

  it('$unwind takes arrays apart', async () => {
    expect(await run(sales, [{ $unwind: '$tags' }, { $project: { tags: 1 } }])).toEqual([
      { _id: 1, tags: 'x' },
      { _id: 1, tags: 'y' },
      { _id: 3, tags: 'x' },
    ]);
    const kept = await run(sales, [
      { $unwind: { path: '$tags', preserveNullAndEmptyArrays: true, includeArrayIndex: 'i' } },
      { $project: { tags: 1, i: 1 } },
    ]);
    expect(kept).toEqual([
      { _id: 1, tags: 'x', i: 0 },
      { _id: 1, tags: 'y', i: 1 },
      { _id: 2, i: null },
      { _id: 3, tags: 'x', i: 0 },
      { _id: 4, i: null },
    ]);
  });

  it('$project, $addFields, $set, $unset', async () => {
    expect(
      await run(sales.slice(3), [{ $project: { _id: 0, n: 1, 'deep.er': 1, twice: { $multiply: ['$n', 2] } } }]),
    ).toEqual([{ n: 1, deep: { er: 7 }, twice: 2 }]);
    expect(await run(sales.slice(3), [{ $addFields: { 'deep.new': '$n', gone: '$nothing' } }])).toEqual([
      { _id: 4, item: 'c', n: 1, deep: { er: 7, new: 1 } },
    ]);
    expect(await run(sales.slice(3), [{ $set: { n: '$$REMOVE' } }, { $unset: ['item', 'deep.er'] }])).toEqual([
      { _id: 4, deep: {} },
    ]);
  });

  it('$replaceRoot, $replaceWith, $count, $sortByCount', async () => {
    expect(await run(sales.slice(3), [{ $replaceRoot: { newRoot: '$deep' } }])).toEqual([{ er: 7 }]);
    expect(await run(sales.slice(3), [{ $replaceWith: { x: '$n' } }])).toEqual([{ x: 1 }]);
    expect(await run(sales, [{ $match: { item: 'a' } }, { $count: 'n' }])).toEqual([{ n: 2 }]);
    expect(await run(sales, [{ $match: { item: 'zzz' } }, { $count: 'n' }])).toEqual([]);
    expect((await run(sales, [{ $sortByCount: '$item' }]))[0]).toEqual({ _id: 'a', count: 2 });
  });

  it('is read in batches', async () => {
    const rows = await mongo.fresh(Array.from({ length: 500 }, (_, i) => ({ _id: i })));
    expect(await rows.aggregate([{ $match: { _id: { $gte: 100 } } }], { batchSize: 9 }).toArray()).toHaveLength(400);
  });
});

describe('expressions', () => {
  const cases: [string, unknown, Row, unknown][] = [
    ['a path through an array', '$a.b', { a: [{ b: 1 }, {}, { b: 2 }] }, [1, 2]],
    ['$literal', { $literal: '$x' }, {}, '$x'],
    ['$eq of missing and null', { $eq: ['$x', null] }, {}, false],
    ['$gt across types', { $gt: ['text', 5] }, {}, true],
    ['$lt of missing', { $lt: ['$x', null] }, {}, true],
    ['$cmp', { $cmp: [2, 1] }, {}, 1],
    ['$and of nothing', { $and: [] }, {}, true],
    ['$or', { $or: [0, null, 'x'] }, {}, true],
    ['$not', { $not: ['$x'] }, {}, true],
    ['$cond', { $cond: [{ $gte: ['$n', 5] }, 'many', 'few'] }, { n: 7 }, 'many'],
    ['$cond with names', { $cond: { if: '$x', then: 1, else: 2 } }, {}, 2],
    ['$ifNull', { $ifNull: ['$x', '$y', 3] }, { y: null }, 3],
    [
      '$switch',
      { $switch: { branches: [{ case: { $eq: ['$n', 1] }, then: 'one' }], default: 'other' } },
      { n: 2 },
      'other',
    ],
    ['$add of numbers', { $add: ['$n', 1, 0.5] }, { n: 2 }, 3.5],
    ['$add of a date', { $add: ['$d', 1000] }, { d: new Date(0) }, new Date(1000)],
    ['$add of null', { $add: [1, null] }, {}, null],
    ['$subtract', { $subtract: [5, 3] }, {}, 2],
    ['$subtract of dates', { $subtract: ['$d', new Date(0)] }, { d: new Date(5) }, 5],
    ['$multiply', { $multiply: [2, 3, '$n'] }, { n: 4 }, 24],
    ['$divide', { $divide: [7, 2] }, {}, 3.5],
    ['$mod', { $mod: [-7, 3] }, {}, -1],
    ['$abs', { $abs: -3 }, {}, 3],
    ['$ceil', { $ceil: 1.2 }, {}, 2],
    ['$floor', { $floor: -1.2 }, {}, -2],
    ['$sqrt', { $sqrt: 16 }, {}, 4],
    ['$pow', { $pow: [2, 10] }, {}, 1024],
    ['$concat', { $concat: ['a', '$s', 'c'] }, { s: 'b' }, 'abc'],
    ['$concat of missing', { $concat: ['a', '$s'] }, {}, null],
    ['$toUpper', { $toUpper: 'abc' }, {}, 'ABC'],
    ['$toLower of missing', { $toLower: '$s' }, {}, ''],
    ['$split', { $split: ['a-b-c', '-'] }, {}, ['a', 'b', 'c']],
    ['$substrCP', { $substrCP: ['héllo', 1, 3] }, {}, 'éll'],
    ['$strLenCP', { $strLenCP: 'h\u{1F511}' }, {}, 2],
    ['$trim', { $trim: { input: '  x ' } }, {}, 'x'],
    ['$trim of chars', { $trim: { input: '--x-', chars: '-' } }, {}, 'x'],
    ['$replaceAll', { $replaceAll: { input: 'a.b.c', find: '.', replacement: '/' } }, {}, 'a/b/c'],
    ['$regexMatch', { $regexMatch: { input: '$s', regex: '^b', options: 'i' } }, { s: 'Bob' }, true],
    ['$size', { $size: '$a' }, { a: [1, 2] }, 2],
    ['$arrayElemAt', { $arrayElemAt: ['$a', -1] }, { a: [1, 2] }, 2],
    ['$slice', { $slice: ['$a', 1, 2] }, { a: [1, 2, 3, 4] }, [2, 3]],
    ['$first and $last', [{ $first: '$a' }, { $last: '$a' }], { a: [1, 2] }, [1, 2]],
    ['$concatArrays', { $concatArrays: ['$a', [3]] }, { a: [1] }, [1, 3]],
    ['$in', { $in: [2, '$a'] }, { a: [1, 2] }, true],
    ['$filter', { $filter: { input: '$a', as: 'x', cond: { $gt: ['$$x', 1] } } }, { a: [1, 2, 3] }, [2, 3]],
    ['$map', { $map: { input: '$a', in: { $add: ['$$this', '$n'] } } }, { a: [1, 2], n: 10 }, [11, 12]],
    [
      '$reduce',
      { $reduce: { input: '$a', initialValue: 0, in: { $add: ['$$value', '$$this'] } } },
      { a: [1, 2, 3] },
      6,
    ],
    ['$let', { $let: { vars: { x: '$n' }, in: { $multiply: ['$$x', '$$x'] } } }, { n: 5 }, 25],
    ['$range', { $range: [0, 6, 2] }, {}, [0, 2, 4]],
    ['$reverseArray', { $reverseArray: '$a' }, { a: [1, 2] }, [2, 1]],
    ['$setUnion', { $setUnion: ['$a', [2, 3]] }, { a: [1, 2, 2] }, [1, 2, 3]],
    ['$isArray', { $isArray: '$a' }, { a: [] }, true],
    ['$mergeObjects', { $mergeObjects: ['$a', { y: 2 }] }, { a: { x: 1 } }, { x: 1, y: 2 }],
    ['$objectToArray', { $objectToArray: '$a' }, { a: { x: 1 } }, [{ k: 'x', v: 1 }]],
    ['$arrayToObject', { $arrayToObject: '$a' }, { a: [['x', 1]] }, { x: 1 }],
    ['$type', { $type: '$x' }, {}, 'missing'],
    ['$type of a number', { $type: '$n' }, { n: new Double(1) }, 'double'],
    ['$toString', { $toString: '$n' }, { n: 5 }, '5'],
    ['$year', { $year: '$d' }, { d: new Date('2026-03-04T05:06:07Z') }, 2026],
    ['$month', { $month: '$d' }, { d: new Date('2026-03-04T05:06:07Z') }, 3],
    ['$dayOfMonth', { $dayOfMonth: '$d' }, { d: new Date('2026-03-04T05:06:07Z') }, 4],
    ['$dayOfWeek', { $dayOfWeek: '$d' }, { d: new Date('2026-03-01T00:00:00Z') }, 1],
    ['$hour', { $hour: '$d' }, { d: new Date('2026-03-04T05:06:07Z') }, 5],
    [
      '$dateToString',
      { $dateToString: { date: '$d', format: '%Y-%m-%dT%H:%M:%S.%LZ' } },
      { d: new Date(0) },
      '1970-01-01T00:00:00.000Z',
    ],
    [
      '$dateTrunc',
      { $dateTrunc: { date: '$d', unit: 'day' } },
      { d: new Date('2026-03-04T05:06:07Z') },
      new Date('2026-03-04T00:00:00Z'),
    ],
    ['$dateAdd', { $dateAdd: { startDate: '$d', unit: 'hour', amount: 2 } }, { d: new Date(0) }, new Date(7_200_000)],
    [
      '$dateDiff',
      { $dateDiff: { startDate: new Date(0), endDate: '$d', unit: 'minute' } },
      { d: new Date(120_000) },
      2,
    ],
  ];
  for (const [what, expression, document, expected] of cases) {
    it(what, async () => expect(await value(expression, document)).toEqual(expected));
  }

  it('keep the types of numbers', async () => {
    const rows = await mongo.fresh([{ _id: 1, l: Long.fromNumber(5), d: new Double(5), i: 5 }]);
    const types = await rows
      .aggregate<Row>([
        {
          $project: {
            _id: 0,
            l: { $type: '$l' },
            d: { $type: { $add: ['$d', 1] } },
            q: { $type: { $divide: ['$i', 5] } },
          },
        },
      ])
      .toArray();
    expect(types).toEqual([{ l: 'long', d: 'double', q: 'double' }]);
  });
});

describe('what is refused', () => {
  it('by MongoDBs codes and by name', async () => {
    const rows = await mongo.fresh([{ _id: 1, s: 'x' }]);
    const refusals: [Row, number, string][] = [
      [{ $frob: 1 }, 40324, '$frob'],
      [{ $match: {}, $limit: 1 }, 40323, 'exactly one field'],
      [{ $project: { x: { $frob: 1 } } }, 168, '$frob'],
      [{ $group: { n: { $sum: 1 } } }, 15955, '_id'],
      [{ $group: { _id: null, n: { $frob: 1 } } }, 15952, '$frob'],
      [{ $group: { _id: null, n: 1 } }, 40234, 'accumulator'],
      [{ $limit: 0 }, 15958, 'positive'],
      [{ $unwind: 'tags' }, 28818, 'prefixed'],
      [{ $count: '' }, 40156, 'count field'],
      [{ $project: { x: '$$nothing' } }, 17276, 'nothing'],
      [{ $match: { $frob: 1 } }, 2, '$frob'],
    ];
    for (const [stage, code, name] of refusals) {
      const refusal = await refusalOf(rows.aggregate([stage]).toArray());
      expect([JSON.stringify(stage), refusal.code]).toEqual([JSON.stringify(stage), code]);
      expect(refusal.message).toContain(name);
    }
    expect(await codeOf(mongo.db().command({ aggregate: rows.collectionName, pipeline: [] }))).toBe(9);
    expect(await codeOf(rows.aggregate([{ $project: { x: { $add: ['$s', 1] } } }]).toArray())).toBe(14);
  });
});
