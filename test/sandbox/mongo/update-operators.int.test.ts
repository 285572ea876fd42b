import { describe, expect, it } from 'vitest';
import { refusalOf, type Row } from './database.ts';
import { useUpdates } from './update-cases.ts';

const { mongo, run } = useUpdates();

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
    expect((row!['a'] as Date).getTime()).toBeGreaterThanOrEqual(began - 1000);
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
