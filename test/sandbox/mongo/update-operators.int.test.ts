import { describe, expect, it } from 'vitest';
import { codeOf, refusalOf, type Row, useDatabase } from './database.ts';

const mongo = useDatabase();

interface Case {
  what: string;
  before: Row;
  update: Row;
  after?: Row;
  code?: number;
  filter?: Row;
  arrayFilters?: Row[];
}

/** One update on one document: what comes out, or the code of the refusal (then nothing may have changed). */
const run = (cases: readonly Case[]): void => {
  for (const { what, before, update, after, code, filter, arrayFilters } of cases) {
    it(what, async () => {
      const rows = await mongo.fresh([{ _id: 1, ...before }]);
      const attempt = rows.updateOne({ _id: 1, ...filter }, update, arrayFilters ? { arrayFilters } : {});
      if (code === undefined) await attempt;
      else expect(await codeOf(attempt)).toBe(code);
      expect(await rows.findOne({})).toEqual({ _id: 1, ...(after ?? before) });
    });
  }
};

describe('fields', () => {
  run([
    {
      what: '$set makes the path it needs',
      before: {},
      update: { $set: { 'a.b.c': 1 } },
      after: { a: { b: { c: 1 } } },
    },
    {
      what: '$set of a place in an array',
      before: { a: [1, 2] },
      update: { $set: { 'a.1': 9 } },
      after: { a: [1, 9] },
    },
    {
      what: '$set beyond an array fills with null',
      before: { a: [1] },
      update: { $set: { 'a.3': 9 } },
      after: { a: [1, null, null, 9] },
    },
    {
      what: '$set of a number in nothing makes a document, no array',
      before: {},
      update: { $set: { 'a.0': 1 } },
      after: { a: { 0: 1 } },
    },
    { what: '$set through a scalar is 28', before: { a: 1 }, update: { $set: { 'a.b': 1 } }, code: 28 },
    { what: '$set through null is 28', before: { a: null }, update: { $set: { 'a.b': 1 } }, code: 28 },
    { what: '$set of a name in an array is 28', before: { a: [1] }, update: { $set: { 'a.b': 1 } }, code: 28 },
    {
      what: '$unset takes fields away',
      before: { a: 1, b: { c: 1, d: 2 } },
      update: { $unset: { a: '', 'b.c': '' } },
      after: { b: { d: 2 } },
    },
    {
      what: '$unset of an element leaves null',
      before: { a: [1, 2, 3] },
      update: { $unset: { 'a.1': '' } },
      after: { a: [1, null, 3] },
    },
    { what: '$unset of nothing changes nothing', before: { a: 1 }, update: { $unset: { 'x.y': '' } } },
    {
      what: '$rename moves a field',
      before: { a: 1, b: { c: 2 } },
      update: { $rename: { a: 'z', 'b.c': 'y.x' } },
      after: { b: {}, z: 1, y: { x: 2 } },
    },
    { what: '$rename of nothing changes nothing', before: { a: 1 }, update: { $rename: { x: 'y' } } },
    { what: '$rename replaces the target', before: { a: 1, b: 2 }, update: { $rename: { a: 'b' } }, after: { b: 1 } },
    { what: '$rename out of an array is 2', before: { a: [{ b: 1 }] }, update: { $rename: { 'a.b': 'c' } }, code: 2 },
    { what: '$rename onto itself is 2', before: { a: 1 }, update: { $rename: { a: 'a' } }, code: 2 },
    { what: '$setOnInsert does nothing to what is there', before: { a: 1 }, update: { $setOnInsert: { a: 2 } } },
    { what: 'an empty operator changes nothing', before: { a: 1 }, update: { $set: {} } },
    { what: '_id cannot change', before: {}, update: { $set: { _id: 2 } }, code: 66 },
    { what: '_id set to itself is fine', before: {}, update: { $set: { _id: 1, a: 1 } }, after: { a: 1 } },
    { what: '_id cannot go', before: {}, update: { $unset: { _id: '' } }, code: 66 },
    { what: 'one path twice is 40', before: {}, update: { $set: { a: 1 }, $inc: { a: 1 } }, code: 40 },
    { what: 'a path and one below it is 40', before: {}, update: { $set: { a: {}, 'a.b': 1 } }, code: 40 },
    { what: 'an unknown operator is 9', before: {}, update: { $frobnicate: { a: 1 } }, code: 9 },
    { what: 'a field beside operators is 9', before: {}, update: { $set: { a: 1 }, b: 1 }, code: 9 },
    { what: 'an operator without a document is 9', before: {}, update: { $set: 5 }, code: 9 },
    { what: 'an empty name in a path is 56', before: {}, update: { $set: { 'a..b': 1 } }, code: 56 },
  ]);

  it('says which operator it does not know', async () => {
    const rows = await mongo.fresh([{ _id: 1 }]);
    expect((await refusalOf(rows.updateOne({}, { $frobnicate: { a: 1 } }))).message).toContain('$frobnicate');
  });

  it('makes new fields in the order of their names', async () => {
    const rows = await mongo.fresh([{ _id: 1 }]);
    await rows.updateOne({ _id: 1 }, { $set: { c: 1, a: 1 }, $inc: { b: 1 } });
    expect(Object.keys((await rows.findOne({})) ?? {})).toEqual(['_id', 'a', 'b', 'c']);
  });

  it('$currentDate writes the time of now', async () => {
    const rows = await mongo.fresh([{ _id: 1 }]);
    const began = Date.now();
    await rows.updateOne({ _id: 1 }, { $currentDate: { a: true, b: { $type: 'date' } } } as Row);
    const row = await rows.findOne({});
    expect((row?.['a'] as Date).getTime()).toBeGreaterThanOrEqual(began - 1000);
    expect(row?.['b']).toBeInstanceOf(Date);
  });
});

describe('numbers', () => {
  run([
    {
      what: '$inc adds',
      before: { a: 1, b: { c: 5 } },
      update: { $inc: { a: 2, 'b.c': -1 } },
      after: { a: 3, b: { c: 4 } },
    },
    { what: '$inc makes what is missing', before: {}, update: { $inc: { a: 2 } }, after: { a: 2 } },
    { what: '$inc with a fraction', before: { a: 1 }, update: { $inc: { a: 0.5 } }, after: { a: 1.5 } },
    { what: '$inc beyond 32 bits', before: { a: 2147483647 }, update: { $inc: { a: 1 } }, after: { a: 2147483648 } },
    { what: '$inc of a text is 14', before: { a: 'x' }, update: { $inc: { a: 1 } }, code: 14 },
    { what: '$inc of null is 14', before: { a: null }, update: { $inc: { a: 1 } }, code: 14 },
    { what: '$inc by a text is 14', before: { a: 1 }, update: { $inc: { a: 'x' } }, code: 14 },
    { what: '$mul multiplies', before: { a: 3 }, update: { $mul: { a: 2 } }, after: { a: 6 } },
    { what: '$mul makes zero of what is missing', before: {}, update: { $mul: { a: 2 } }, after: { a: 0 } },
    {
      what: '$min takes the smaller',
      before: { a: 5, b: 5 },
      update: { $min: { a: 3, b: 9, c: 1 } },
      after: { a: 3, b: 5, c: 1 },
    },
    {
      what: '$max takes the larger',
      before: { a: 5, b: 5 },
      update: { $max: { a: 3, b: 9, c: 1 } },
      after: { a: 5, b: 9, c: 1 },
    },
    {
      what: '$max goes by the order of types',
      before: { a: 5 },
      update: { $max: { a: 'text' } },
      after: { a: 'text' },
    },
    { what: '$min goes by the order of types', before: { a: 5 }, update: { $min: { a: null } }, after: { a: null } },
    { what: '$bit works on whole numbers', before: { a: 13 }, update: { $bit: { a: { and: 10 } } }, after: { a: 8 } },
    { what: '$bit knows no "not"', before: { a: 13 }, update: { $bit: { a: { not: 10 } } }, code: 2 },
  ]);
});

describe('arrays', () => {
  run([
    { what: '$push appends', before: { a: [1] }, update: { $push: { a: 2 } }, after: { a: [1, 2] } },
    { what: '$push makes the array', before: {}, update: { $push: { 'a.b': 2 } }, after: { a: { b: [2] } } },
    {
      what: '$push of an array is one element',
      before: { a: [] },
      update: { $push: { a: [1, 2] } },
      after: { a: [[1, 2]] },
    },
    {
      what: '$push $each appends all',
      before: { a: [1] },
      update: { $push: { a: { $each: [2, 3] } } },
      after: { a: [1, 2, 3] },
    },
    {
      what: '$push at a $position',
      before: { a: [1, 4] },
      update: { $push: { a: { $each: [2, 3], $position: 1 } } },
      after: { a: [1, 2, 3, 4] },
    },
    {
      what: '$push at a $position from the end',
      before: { a: [1, 4] },
      update: { $push: { a: { $each: [2, 3], $position: -1 } } },
      after: { a: [1, 2, 3, 4] },
    },
    {
      what: '$push keeps the last with $slice',
      before: { a: [1, 2] },
      update: { $push: { a: { $each: [3, 4], $slice: -3 } } },
      after: { a: [2, 3, 4] },
    },
    {
      what: '$push keeps the first with $slice',
      before: { a: [1, 2] },
      update: { $push: { a: { $each: [3, 4], $slice: 3 } } },
      after: { a: [1, 2, 3] },
    },
    {
      what: '$push empties with $slice 0',
      before: { a: [1] },
      update: { $push: { a: { $each: [3], $slice: 0 } } },
      after: { a: [] },
    },
    {
      what: '$push $slices a missing field too',
      before: {},
      update: { $push: { a: { $each: [3, 4], $slice: 1 } } },
      after: { a: [3] },
    },
    {
      what: '$push sorts values',
      before: { a: [3, 1] },
      update: { $push: { a: { $each: [2], $sort: -1 } } },
      after: { a: [3, 2, 1] },
    },
    {
      what: '$push sorts documents by a field',
      before: { a: [{ n: 3 }, { n: 1 }] },
      update: { $push: { a: { $each: [{ n: 2 }], $sort: { n: 1 } } } },
      after: { a: [{ n: 1 }, { n: 2 }, { n: 3 }] },
    },
    {
      what: '$push sorts, then slices',
      before: { a: [5, 1] },
      update: { $push: { a: { $each: [3], $sort: 1, $slice: 2 } } },
      after: { a: [1, 3] },
    },
    { what: '$push to a scalar is 2', before: { a: 1 }, update: { $push: { a: 2 } }, code: 2 },
    { what: '$push $each of a scalar is 2', before: { a: [] }, update: { $push: { a: { $each: 2 } } }, code: 2 },
    {
      what: '$push of an unknown clause is 2',
      before: { a: [] },
      update: { $push: { a: { $each: [1], $frob: 2 } } },
      code: 2,
    },
    {
      what: '$addToSet adds once',
      before: { a: [1, { b: 1 }] },
      update: { $addToSet: { a: { $each: [1, 2, 2, { b: 1 }] } } },
      after: { a: [1, { b: 1 }, 2] },
    },
    {
      what: '$addToSet minds the order of fields',
      before: { a: [{ x: 1, y: 2 }] },
      update: { $addToSet: { a: { y: 2, x: 1 } } },
      after: {
        a: [
          { x: 1, y: 2 },
          { y: 2, x: 1 },
        ],
      },
    },
    { what: '$addToSet to a scalar is 2', before: { a: 1 }, update: { $addToSet: { a: 2 } }, code: 2 },
    { what: '$pop takes the last', before: { a: [1, 2, 3] }, update: { $pop: { a: 1 } }, after: { a: [1, 2] } },
    { what: '$pop takes the first', before: { a: [1, 2, 3] }, update: { $pop: { a: -1 } }, after: { a: [2, 3] } },
    { what: '$pop of a scalar is 14', before: { a: 1 }, update: { $pop: { a: 1 } }, code: 14 },
    { what: '$pop of 2 is 9', before: { a: [1] }, update: { $pop: { a: 2 } }, code: 9 },
    { what: '$pull by value', before: { a: [1, 2, 1, 3] }, update: { $pull: { a: 1 } }, after: { a: [2, 3] } },
    { what: '$pull by comparison', before: { a: [1, 5, 9] }, update: { $pull: { a: { $gte: 5 } } }, after: { a: [1] } },
    {
      what: '$pull by $in',
      before: { a: ['x', 'y', 'z'] },
      update: { $pull: { a: { $in: ['x', 'z'] } } },
      after: { a: ['y'] },
    },
    {
      what: '$pull by fields of documents',
      before: { a: [{ k: 1, v: 1 }, { k: 2, v: 1 }, 7] },
      update: { $pull: { a: { k: 1 } } },
      after: { a: [{ k: 2, v: 1 }, 7] },
    },
    {
      what: '$pull by several conditions',
      before: {
        a: [
          { k: 1, v: 5 },
          { k: 1, v: 1 },
        ],
      },
      update: { $pull: { a: { k: 1, v: { $gt: 2 } } } },
      after: { a: [{ k: 1, v: 1 }] },
    },
    {
      what: '$pull by expression',
      before: { a: ['ab', 'b', 'ac'] },
      update: { $pull: { a: /^a/ } },
      after: { a: ['b'] },
    },
    { what: '$pull of a missing field', before: { b: 1 }, update: { $pull: { a: 1 } } },
    { what: '$pull from a scalar is 2', before: { a: 1 }, update: { $pull: { a: 1 } }, code: 2 },
    { what: '$pullAll by values', before: { a: [1, 2, 3, 1] }, update: { $pullAll: { a: [1, 3] } }, after: { a: [2] } },
    { what: '$pullAll of a scalar is 2', before: { a: [1] }, update: { $pullAll: { a: 1 } }, code: 2 },
  ]);
});

describe('places in arrays', () => {
  run([
    {
      what: '$ is the element the filter found',
      before: { a: [1, 5, 9] },
      filter: { a: 5 },
      update: { $set: { 'a.$': 0 } },
      after: { a: [1, 0, 9] },
    },
    {
      what: '$ of documents',
      before: {
        a: [
          { k: 1, n: 0 },
          { k: 2, n: 0 },
        ],
      },
      filter: { 'a.k': 2 },
      update: { $inc: { 'a.$.n': 1 } },
      after: {
        a: [
          { k: 1, n: 0 },
          { k: 2, n: 1 },
        ],
      },
    },
    {
      what: '$ with $elemMatch',
      before: {
        a: [
          { k: 1, v: 9 },
          { k: 2, v: 1 },
          { k: 2, v: 9 },
        ],
      },
      filter: { a: { $elemMatch: { k: 2, v: 9 } } },
      update: { $set: { 'a.$.hit': true } },
      after: {
        a: [
          { k: 1, v: 9 },
          { k: 2, v: 1 },
          { k: 2, v: 9, hit: true },
        ],
      },
    },
    { what: '$ without an array in the filter is 2', before: { a: [1] }, update: { $set: { 'a.$': 0 } }, code: 2 },
    { what: '$[] is every element', before: { a: [1, 2] }, update: { $inc: { 'a.$[]': 1 } }, after: { a: [2, 3] } },
    {
      what: '$[] of documents',
      before: { a: [{ n: 1 }, {}] },
      update: { $inc: { 'a.$[].n': 1 } },
      after: { a: [{ n: 2 }, { n: 1 }] },
    },
    { what: '$[] of a scalar is 2', before: { a: 1 }, update: { $inc: { 'a.$[]': 1 } }, code: 2 },
    { what: '$[] of nothing is 2', before: {}, update: { $inc: { 'a.$[]': 1 } }, code: 2 },
    {
      what: '$[e] is what the array filter says',
      before: { a: [1, 5, 9] },
      update: { $set: { 'a.$[e]': 0 } },
      arrayFilters: [{ e: { $gte: 5 } }],
      after: { a: [1, 0, 0] },
    },
    {
      what: '$[e] of documents',
      before: { a: [{ k: 1 }, { k: 2 }] },
      update: { $set: { 'a.$[e].v': 7 } },
      arrayFilters: [{ 'e.k': 2 }],
      after: { a: [{ k: 1 }, { k: 2, v: 7 }] },
    },
    {
      what: '$[e] that matches nothing changes nothing',
      before: { a: [1] },
      update: { $set: { 'a.$[e]': 0 } },
      arrayFilters: [{ e: 5 }],
    },
    {
      what: 'two identifiers, one in the other',
      before: {
        a: [
          { k: 1, b: [1, 2] },
          { k: 2, b: [1, 2] },
        ],
      },
      update: { $inc: { 'a.$[x].b.$[y]': 10 } },
      arrayFilters: [{ 'x.k': 2 }, { y: 1 }],
      after: {
        a: [
          { k: 1, b: [1, 2] },
          { k: 2, b: [11, 2] },
        ],
      },
    },
    { what: 'an identifier without a filter is 2', before: { a: [1] }, update: { $set: { 'a.$[e]': 0 } }, code: 2 },
    {
      what: 'a filter without an identifier is 9',
      before: { a: [1] },
      update: { $set: { b: 0 } },
      arrayFilters: [{ e: 1 }],
      code: 9,
    },
    {
      what: 'two filters for one identifier are 9',
      before: { a: [1] },
      update: { $set: { 'a.$[e]': 0 } },
      arrayFilters: [{ e: 1 }, { e: 2 }],
      code: 9,
    },
  ]);
});
