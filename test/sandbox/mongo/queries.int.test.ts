import { describe, expect, it } from 'vitest';
import { Double, ids, index, Int32, Long, refusalOf, type Row, type Rows, useDatabase } from './database.ts';

const mongo = useDatabase();

/** `_id`s that a filter finds, sorted. */
const found = async (rows: Rows, filter: Row): Promise<unknown[]> => (await ids(rows.find(filter))).sort();

describe('null and missing', () => {
  const scalars: Row[] = [
    { _id: 'empty subobject', a: {} },
    { _id: 'null', a: null },
    { _id: 'number', a: 4 },
    { _id: 'b text', a: { b: 'hi' } },
    { _id: 'b null', a: { b: null } },
    { _id: 'no a' },
  ];
  const arrays: Row[] = [
    { _id: 'double array', a: [[]] },
    { _id: 'empty array', a: [] },
    { _id: 'all b null', a: [{ b: null }, { b: null }, {}] },
    { _id: 'no b null', a: [{ b: 1 }, { b: 3 }, { b: 'string' }] },
    { _id: 'some b null', a: [{ b: null }, { b: 3 }] },
    { _id: 'some b missing', a: [{ b: 3 }, {}] },
    { _id: 'values null', a: [null, null] },
    { _id: 'values', a: [1, 'string', 4] },
    { _id: 'values with null', a: [1, 'string', null, 4] },
  ];
  const all = [...scalars, ...arrays];
  const cases: [string, Row, string[]][] = [
    ['{a: null}', { a: null }, ['no a', 'null', 'values null', 'values with null']],
    [
      '{"a.b": null}',
      { 'a.b': null },
      ['all b null', 'b null', 'empty subobject', 'no a', 'null', 'number', 'some b missing', 'some b null'],
    ],
    ['{a: {$exists: false}}', { a: { $exists: false } }, ['no a']],
    [
      '{"a.b": {$exists: true}}',
      { 'a.b': { $exists: true } },
      ['all b null', 'b null', 'b text', 'no b null', 'some b missing', 'some b null'],
    ],
    [
      '{a: {$in: [null, 4]}}',
      { a: { $in: [null, 4] } },
      ['no a', 'null', 'number', 'values', 'values null', 'values with null'],
    ],
    ['{a: {$gte: null}}', { a: { $gte: null } }, ['no a', 'null', 'values null', 'values with null']],
    ['{a: {$elemMatch: {$eq: null}}}', { a: { $elemMatch: { $eq: null } } }, ['values null', 'values with null']],
    [
      '{a: {$elemMatch: {b: null}}}',
      { a: { $elemMatch: { b: null } } },
      ['all b null', 'double array', 'some b missing', 'some b null'],
    ],
    ['{a: []}', { a: [] }, ['double array', 'empty array']],
    ['{a: {$size: 0}}', { a: { $size: 0 } }, ['empty array']],
    ['{a: {$type: "array"}}', { a: { $type: 'array' } }, arrays.map((row) => row['_id'] as string)],
  ];
  for (const key of [undefined, { a: 1 }, { 'a.b': 1 }] as (Record<string, 1> | undefined)[]) {
    for (const [what, filter, expected] of cases) {
      it(`${what} ${key ? `with an index on ${Object.keys(key).join()}` : 'without an index'}`, async () => {
        const rows = await mongo.fresh(all);
        if (key) await index(rows, key);
        expect(await found(rows, filter)).toEqual([...expected].sort());
        const rest = all.map((row) => row['_id'] as string).filter((id) => !expected.includes(id));
        expect(await found(rows, { $nor: [filter] })).toEqual(rest.sort());
      });
    }
  }
});

describe('comparisons', () => {
  it('stay within one type', async () => {
    const rows = await mongo.fresh([
      { _id: 1, a: 5 },
      { _id: 2, a: '5' },
      { _id: 3, a: new Date(5) },
      { _id: 4, a: true },
      { _id: 5, a: { x: 5 } },
    ]);
    expect(await found(rows, { a: { $gt: 1 } })).toEqual([1]);
    expect(await found(rows, { a: { $gt: '' } })).toEqual([2]);
    expect(await found(rows, { a: { $gte: new Date(0) } })).toEqual([3]);
    expect(await found(rows, { a: { $gt: false } })).toEqual([4]);
    expect(await found(rows, { a: { $gt: { x: 1 } } })).toEqual([5]);
  });

  it('see whole numbers of every width and fractions as one type', async () => {
    const rows = await mongo.fresh([
      { _id: 1, a: new Int32(5) },
      { _id: 2, a: Long.fromNumber(5) },
      { _id: 3, a: new Double(5) },
      { _id: 4, a: Long.fromString('9007199254740993') },
      { _id: 5, a: new Double(9007199254740992) },
    ]);
    expect(await found(rows, { a: 5 })).toEqual([1, 2, 3]);
    expect(await found(rows, { a: { $gt: new Double(9007199254740992) } })).toEqual([4]);
    expect(await found(rows, { a: { $in: [new Double(5)] } })).toEqual([1, 2, 3]);
  });

  it('match documents whole, in the order of their fields', async () => {
    const rows = await mongo.fresh([{ _id: 1, a: { x: 1, y: 2 } }]);
    expect(await found(rows, { a: { x: 1, y: 2 } })).toEqual([1]);
    expect(await found(rows, { a: { y: 2, x: 1 } })).toEqual([]);
    expect(await found(rows, { a: { x: 1 } })).toEqual([]);
    expect(await found(rows, { 'a.x': 1 })).toEqual([1]);
  });

  it('know NaN', async () => {
    const rows = await mongo.fresh([
      { _id: 1, a: Number.NaN },
      { _id: 2, a: 1 },
    ]);
    expect(await found(rows, { a: Number.NaN })).toEqual([1]);
    expect(await found(rows, { a: { $lt: 5 } })).toEqual([2]);
  });

  it('compare text by its bytes', async () => {
    const rows = await mongo.fresh([
      { _id: 1, a: 'Z' },
      { _id: 2, a: 'a' },
      { _id: 3, a: '\u{1F511}' },
      { _id: 4, a: '\uffee' },
    ]);
    expect(await ids(rows.find().sort({ a: 1 }))).toEqual([1, 2, 4, 3]);
  });
});

describe('arrays', () => {
  const rowsOf = () =>
    mongo.fresh([
      { _id: 1, a: [1, 2, 3] },
      { _id: 2, a: [3, 4] },
      { _id: 3, a: [[1, 2, 3]] },
      { _id: 4, a: 3 },
      {
        _id: 5,
        a: [
          { k: 'x', n: 1 },
          { k: 'y', n: 9 },
        ],
      },
      { _id: 6, a: [{ k: 'x', n: 9 }] },
    ]);

  it('are matched by an element or whole', async () => {
    const rows = await rowsOf();
    expect(await found(rows, { a: 3 })).toEqual([1, 2, 4]);
    expect(await found(rows, { a: [1, 2, 3] })).toEqual([1, 3]);
    expect(await found(rows, { a: { $all: [3, 4] } })).toEqual([2]);
    expect(await found(rows, { a: { $all: [[1, 2, 3]] } })).toEqual([1, 3]);
    expect(await found(rows, { a: { $size: 2 } })).toEqual([2, 5]);
    expect(await found(rows, { 'a.0': 3 })).toEqual([2]);
    expect(await found(rows, { 'a.1.k': 'y' })).toEqual([5]);
  });

  it('let different elements satisfy different conditions, unless $elemMatch ties them', async () => {
    const rows = await rowsOf();
    expect(await found(rows, { 'a.k': 'x', 'a.n': 9 })).toEqual([5, 6]);
    expect(await found(rows, { a: { $elemMatch: { k: 'x', n: 9 } } })).toEqual([6]);
    const numbers = await mongo.fresh([
      { _id: 1, a: [1, 9] },
      { _id: 2, a: [5] },
    ]);
    expect(await found(numbers, { a: { $gt: 4, $lt: 6 } })).toEqual([1, 2]);
    expect(await found(numbers, { a: { $elemMatch: { $gt: 4, $lt: 6 } } })).toEqual([2]);
  });

  it('are excluded by $ne and $nin when any element is equal', async () => {
    const rows = await rowsOf();
    expect(await found(rows, { a: { $ne: 3 } })).toEqual([3, 5, 6]);
    expect(await found(rows, { a: { $nin: [1, 4] } })).toEqual([3, 4, 5, 6]);
    expect(await found(rows, { a: { $not: { $gt: 3 } } })).toEqual([1, 3, 4, 5, 6]);
  });
});

describe('other operators', () => {
  it('$and, $or, $nor and $not nest', async () => {
    const rows = await mongo.fresh(Array.from({ length: 6 }, (_, i) => ({ _id: i, n: i })));
    expect(await found(rows, { $or: [{ n: 1 }, { $and: [{ n: { $gt: 3 } }, { n: { $ne: 5 } }] }] })).toEqual([1, 4]);
    expect(await found(rows, { $nor: [{ n: { $lt: 4 } }, { n: 5 }] })).toEqual([4]);
    expect(await found(rows, { n: { $not: { $in: [0, 1, 2] } } })).toEqual([3, 4, 5]);
  });

  it('$regex takes options and finds in arrays', async () => {
    const rows = await mongo.fresh([
      { _id: 1, s: 'Ada' },
      { _id: 2, s: ['bob', 'adam'] },
      { _id: 3, s: 5 },
      { _id: 4, s: 'x\nada' },
    ]);
    expect(await found(rows, { s: /^ada/ })).toEqual([2]);
    expect(await found(rows, { s: { $regex: '^ada', $options: 'i' } })).toEqual([1, 2]);
    expect(await found(rows, { s: { $regex: '^ada', $options: 'mi' } })).toEqual([1, 2, 4]);
    expect(await found(rows, { s: { $in: [/^x/, 'Ada'] } })).toEqual([1, 4]);
    expect(await found(rows, { s: { $not: /a/i } })).toEqual([3]);
  });

  it('$type knows names, numbers and "number"', async () => {
    const rows = await mongo.fresh([
      { _id: 1, a: new Int32(1) },
      { _id: 2, a: new Double(1) },
      { _id: 3, a: Long.ONE },
      { _id: 4, a: 'x' },
      { _id: 5, a: ['x', 1] },
    ]);
    expect(await found(rows, { a: { $type: 'number' } })).toEqual([1, 2, 3, 5]);
    expect(await found(rows, { a: { $type: 'double' } })).toEqual([2]);
    expect(await found(rows, { a: { $type: ['long', 'string'] } })).toEqual([3, 4, 5]);
    expect(await found(rows, { a: { $type: 2 } })).toEqual([4, 5]);
  });

  it('$mod and $exists', async () => {
    const rows = await mongo.fresh([
      { _id: 1, a: 4, b: 4 },
      { _id: 2, a: 5, b: 1 },
      { _id: 3, b: 1 },
    ]);
    expect(await found(rows, { a: { $mod: [4, 0] } })).toEqual([1]);
    expect(await found(rows, { a: { $exists: true } })).toEqual([1, 2]);
  });

  it('refuses what it does not know, by name', async () => {
    const rows = await mongo.fresh([{ _id: 1 }]);
    const refusals: [Row, number][] = [
      [{ a: { $frob: 1 } }, 2],
      [{ $frob: 1 }, 2],
      [{ a: { $in: 5 } }, 2],
      [{ $or: [] }, 2],
      [{ $or: { a: 1 } }, 2],
      [{ a: { $not: 5 } }, 2],
      [{ a: { $elemMatch: 5 } }, 2],
      [{ a: { $all: 5 } }, 2],
      [{ a: { $options: 'i' } }, 2],
      [{ a: { $mod: [0, 1] } }, 2],
      [{ a: { $gt: 1, b: 2 } }, 2],
    ];
    for (const [filter, code] of refusals) {
      const refusal = await refusalOf(rows.find(filter).toArray());
      expect([JSON.stringify(filter), refusal.code]).toEqual([JSON.stringify(filter), code]);
    }
    expect((await refusalOf(rows.find({ a: { $frob: 1 } }).toArray())).message).toContain('$frob');
  });
});
