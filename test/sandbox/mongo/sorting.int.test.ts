import { describe, expect, it } from 'vitest';
import { codeOf, ids, index, Long, type Row, useDatabase } from './database.ts';

const mongo = useDatabase();

describe('sorting', () => {
  it('goes by type first: null, numbers, text, documents, arrays, ids, booleans, dates', async () => {
    const rows = await mongo.fresh([
      { _id: 'date', a: new Date(0) },
      { _id: 'true', a: true },
      { _id: 'false', a: false },
      { _id: 'doc', a: { x: 1 } },
      { _id: 'text', a: 'abc' },
      { _id: 'five', a: 5 },
      { _id: 'long', a: Long.fromNumber(7) },
      { _id: 'half', a: 0.5 },
      { _id: 'null', a: null },
      { _id: 'empty', a: [] },
      { _id: 'nested', a: [[1]] },
    ]);
    const expected = ['empty', 'null', 'half', 'five', 'long', 'text', 'doc', 'nested', 'false', 'true', 'date'];
    expect(await ids(rows.find().sort({ a: 1 }))).toEqual(expected);
    expect(await ids(rows.find().sort({ a: -1 }))).toEqual([...expected].reverse());
    await index(rows, { a: 1 });
    expect(await ids(rows.find().sort({ a: 1 }).hint({ a: 1 }))).toEqual(expected);
  });

  it('sorts an array by its lowest element ascending and by its highest descending', async () => {
    const rows = await mongo.fresh([
      { _id: 1, a: [1, 9] },
      { _id: 2, a: [4, 5] },
      { _id: 3, a: 3 },
    ]);
    expect(await ids(rows.find().sort({ a: 1 }))).toEqual([1, 3, 2]);
    expect(await ids(rows.find().sort({ a: -1 }))).toEqual([1, 2, 3]);
  });

  it('sorts by several fields, skips and limits', async () => {
    const rows = await mongo.fresh(Array.from({ length: 12 }, (_, i) => ({ _id: i, a: i % 3, b: -i })));
    expect(await ids(rows.find().sort({ a: 1, b: 1 }).skip(2).limit(4))).toEqual([3, 0, 10, 7]);
    expect(await ids(rows.find().sort({ a: -1, b: -1 }).limit(2))).toEqual([2, 5]);
  });

  it('refuses parallel arrays', async () => {
    const rows = await mongo.fresh([{ a: [1], b: [1] }]);
    expect(await codeOf(rows.find().sort({ a: 1, b: 1 }).toArray())).toBe(2);
  });
});

describe('projections', () => {
  const before = { _id: 1, a: { x: 1, y: 2 }, list: [{ k: 1, v: 1 }, { k: 2, v: 2 }, 7], n: [1, 2, 3, 4], s: 'text' };
  const cases: [string, Row, Row][] = [
    ['keeps what is named', { s: 1 }, { _id: 1, s: 'text' }],
    ['leaves out _id', { s: 1, _id: 0 }, { s: 'text' }],
    ['leaves out what is named', { list: 0, n: false, a: 0 }, { _id: 1, s: 'text' }],
    ['goes into documents', { 'a.x': 1 }, { _id: 1, a: { x: 1 } }],
    ['goes into documents written as one', { a: { y: 1 } }, { _id: 1, a: { y: 2 } }],
    ['goes into arrays', { 'list.k': 1 }, { _id: 1, list: [{ k: 1 }, { k: 2 }] }],
    ['leaves out in arrays', { 'list.k': 0, a: 0, n: 0, s: 0 }, { _id: 1, list: [{ v: 1 }, { v: 2 }, 7] }],
    ['$slice takes the first', { n: { $slice: 2 }, a: 0, list: 0, s: 0 }, { _id: 1, n: [1, 2] }],
    ['$slice takes the last', { n: { $slice: -1 }, a: 0, list: 0, s: 0 }, { _id: 1, n: [4] }],
    ['$slice skips and takes', { n: { $slice: [1, 2] }, a: 0, list: 0, s: 0 }, { _id: 1, n: [2, 3] }],
    ['$elemMatch takes the first that fits', { list: { $elemMatch: { k: 2 } } }, { _id: 1, list: [{ k: 2, v: 2 }] }],
    ['of a missing field gives nothing', { zzz: 1 }, { _id: 1 }],
  ];
  for (const [what, projection, expected] of cases) {
    it(what, async () => {
      const rows = await mongo.fresh([before]);
      expect(await rows.findOne({}, { projection })).toEqual(expected);
    });
  }

  it('.$ is the element that the filter found', async () => {
    const rows = await mongo.fresh([before]);
    expect(await rows.findOne({ 'list.k': 2 }, { projection: { 'list.$': 1 } })).toEqual({
      _id: 1,
      list: [{ k: 2, v: 2 }],
    });
  });

  it('refuses to keep and leave out at once', async () => {
    const rows = await mongo.fresh([before]);
    expect(await codeOf(rows.findOne({}, { projection: { a: 1, s: 0 } }))).toBe(31254);
    expect(await codeOf(rows.findOne({}, { projection: { a: 0, s: 1 } }))).toBe(31253);
    expect(await codeOf(rows.findOne({}, { projection: { a: 1, 'a.x': 1 } }))).toBe(31249);
  });
});
