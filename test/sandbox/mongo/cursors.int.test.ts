import { describe, expect, it } from 'vitest';
import { codeOf, Double, ids, type LongValue, type Row, useDatabase } from './database.ts';

const mongo = useDatabase();

describe('count and distinct', () => {
  it('count with and without a filter', async () => {
    const rows = await mongo.fresh(Array.from({ length: 10 }, (_, i) => ({ _id: i, a: i % 2 })));
    expect(await rows.countDocuments()).toBe(10);
    expect(await rows.countDocuments({ a: 1 })).toBe(5);
    expect(await rows.countDocuments({ a: 1 }, { skip: 1, limit: 3 })).toBe(3);
    expect(await rows.countDocuments({ a: 7 })).toBe(0);
    expect(await rows.estimatedDocumentCount()).toBe(10);
    expect(await mongo.db().command({ count: rows.collectionName, query: { a: 0 } })).toMatchObject({ n: 5 });
  });

  it('distinct looks into arrays and sees equal numbers as one', async () => {
    const rows = await mongo.fresh([
      { a: [1, 2] },
      { a: 2 },
      { a: new Double(1) },
      { a: 'x' },
      {},
      { b: [{ c: 5 }, { c: 6 }] },
    ]);
    expect(await rows.distinct('a')).toEqual([1, 2, 'x']);
    expect(await rows.distinct('b.c')).toEqual([5, 6]);
    expect(await rows.distinct('a', { a: 2 })).toEqual([1, 2]);
  });
});

describe('cursors', () => {
  it('are read in batches to the end', async () => {
    const rows = await mongo.fresh(Array.from({ length: 1000 }, (_, i) => ({ _id: i })));
    expect(await ids(rows.find().batchSize(7))).toEqual(Array.from({ length: 1000 }, (_, i) => i));
    expect((await rows.find().limit(5).batchSize(2).toArray()).length).toBe(5);
  });

  it('say 43 once they are gone', async () => {
    const rows = await mongo.fresh(Array.from({ length: 10 }, (_, i) => ({ _id: i })));
    const db = mongo.db();
    const opened = await db.command({ find: rows.collectionName, batchSize: 2 }, { promoteLongs: false });
    const { id } = (opened as { cursor: { id: LongValue } }).cursor;
    const killed = await db.command({ killCursors: rows.collectionName, cursors: [id] });
    expect(killed['cursorsKilled']).toHaveLength(1);
    expect(await codeOf(db.command({ getMore: id, collection: rows.collectionName }))).toBe(43);
  });

  it('give nothing in a first batch of nought, and everything with getMore', async () => {
    const rows = await mongo.fresh([{ _id: 1 }, { _id: 2 }]);
    const db = mongo.db();
    const opened = await db.command({ find: rows.collectionName, batchSize: 0 }, { promoteLongs: false });
    const { id, firstBatch } = (opened as { cursor: { id: LongValue; firstBatch: Row[] } }).cursor;
    expect(firstBatch).toEqual([]);
    const more = await db.command({ getMore: id, collection: rows.collectionName });
    expect((more as { cursor: { nextBatch: Row[] } }).cursor.nextBatch).toHaveLength(2);
  });

  it('go on while others write', async () => {
    const rows = await mongo.fresh(Array.from({ length: 300 }, (_, i) => ({ _id: i, n: 0 })));
    const seen: unknown[] = [];
    for await (const row of rows.find().batchSize(10)) {
      seen.push(row['_id']);
      if (seen.length === 20) await rows.deleteMany({ _id: { $gte: 200 } });
    }
    expect(seen).toHaveLength(200);
  });

  it('of a collection that is not there are empty', async () => {
    expect(await mongo.db().collection('nowhere').find().toArray()).toEqual([]);
    expect(await mongo.db().collection('nowhere').countDocuments()).toBe(0);
  });
});
