import { describe, expect, it } from 'vitest';
import { codeOf, index, Int32, Long, ObjectId, refusalOf, type Row, useDatabase } from './database.ts';

const mongo = useDatabase();

describe('insert', () => {
  it('keeps every BSON type as it was given', async () => {
    const rows = await mongo.fresh();
    const given = {
      _id: new ObjectId(),
      int: new Int32(5),
      long: Long.fromString('9007199254740993'),
      text: 'ü\u{1F511}',
      when: new Date(1234567890123),
      nothing: null,
      yes: true,
      list: [1, 'two', { three: 3 }, [4]],
      bytes: Buffer.from([1, 2, 3]),
      pattern: /^a.b$/i,
    };
    await rows.insertOne(given);
    const found = await rows.findOne({ _id: given._id }, { promoteLongs: false, promoteValues: false });
    expect(found?.['long']).toEqual(given.long);
    const plain = await rows.findOne({ _id: given._id });
    expect(plain).toMatchObject({
      int: 5,
      text: given.text,
      when: given.when,
      nothing: null,
      yes: true,
      list: given.list,
    });
    expect(plain?.['pattern']).toEqual(/^a.b$/i);
  });

  it('answers a second document of the same _id with 11000, its key and MongoDBs sentence', async () => {
    const rows = await mongo.fresh([{ _id: 1 }]);
    const refusal = await refusalOf(rows.insertOne({ _id: 1 }));
    expect(refusal.code).toBe(11000);
    expect(refusal.message).toContain(
      `E11000 duplicate key error collection: ${mongo.name}.${rows.collectionName} index: _id_ dup key: { _id: 1 }`,
    );
    expect(refusal.keyPattern).toEqual({ _id: 1 });
    expect(refusal.keyValue).toEqual({ _id: 1 });
  });

  it('stops an ordered batch at the first error and goes on with an unordered one', async () => {
    const ordered = await mongo.fresh([{ _id: 2 }]);
    const refused = (await ordered
      .insertMany([{ _id: 1 }, { _id: 2 }, { _id: 3 }])
      .catch((error: unknown) => error)) as {
      writeErrors: { index: number; code: number }[];
      insertedCount: number;
    };
    expect(refused.writeErrors.map(({ index, code }) => ({ index, code }))).toEqual([{ index: 1, code: 11000 }]);
    expect(refused.insertedCount).toBe(1);
    expect(await ordered.countDocuments()).toBe(2);

    const unordered = await mongo.fresh([{ _id: 2 }]);
    await unordered.insertMany([{ _id: 1 }, { _id: 2 }, { _id: 3 }], { ordered: false }).catch(() => undefined);
    expect(await unordered.countDocuments()).toBe(3);
  });

  it('refuses an array or a regular expression as _id', async () => {
    const rows = await mongo.fresh();
    expect(await codeOf(rows.insertOne({ _id: [1] as unknown as number }))).toBe(53);
    expect(await codeOf(rows.insertOne({ _id: /a/ as unknown as number }))).toBe(53);
  });

  it('refuses a document that an update would grow beyond 16 MB, and leaves it as it was', async () => {
    const rows = await mongo.fresh([{ _id: 1, text: 'x'.repeat(10_000_000) }]);
    expect(await codeOf(rows.updateOne({ _id: 1 }, { $set: { more: 'x'.repeat(10_000_000) } }))).toBe(17419);
    expect(await rows.countDocuments({ more: { $exists: false } })).toBe(1);
  });
});

describe('update', () => {
  it('counts what it matched apart from what it changed', async () => {
    const rows = await mongo.fresh([
      { _id: 1, a: 1 },
      { _id: 2, a: 1 },
      { _id: 3, a: 2 },
    ]);
    const many = await rows.updateMany({ a: { $lte: 2 } }, { $set: { a: 2 } });
    expect({ matched: many.matchedCount, modified: many.modifiedCount }).toEqual({ matched: 3, modified: 2 });
    const none = await rows.updateOne({ _id: 1 }, { $set: { a: 2 } });
    expect({ matched: none.matchedCount, modified: none.modifiedCount }).toEqual({ matched: 1, modified: 0 });
  });

  it('replaces a document and keeps its _id', async () => {
    const rows = await mongo.fresh([{ _id: 1, a: 1, b: 2 }]);
    await rows.replaceOne({ _id: 1 }, { c: 3 });
    expect(await rows.findOne({})).toEqual({ _id: 1, c: 3 });
    expect(await codeOf(rows.replaceOne({ _id: 1 }, { _id: 2 }))).toBe(66);
  });

  it('changes only a document whose version is still the one that was read', async () => {
    const rows = await mongo.fresh([{ _id: 'a', version: 3, events: [] }]);
    const change = { $inc: { version: 1 }, $push: { events: { $each: ['x'] } }, $set: { state: 'active' } };
    const outcomes = await Promise.all(
      Array.from({ length: 8 }, () => rows.updateOne({ _id: 'a', version: 3 }, change as Row)),
    );
    expect(outcomes.map((outcome) => outcome.modifiedCount).sort()).toEqual([0, 0, 0, 0, 0, 0, 0, 1]);
    expect(await rows.findOne({ _id: 'a' })).toEqual({ _id: 'a', version: 4, events: ['x'], state: 'active' });
  });

  it('loses no increment of many at once', async () => {
    const rows = await mongo.fresh([{ _id: 1, n: 0 }]);
    await Promise.all(Array.from({ length: 100 }, () => rows.updateOne({ _id: 1 }, { $inc: { n: 1 } })));
    expect(await rows.findOne({})).toEqual({ _id: 1, n: 100 });
  });

  it('does not make a collection when it changes nothing', async () => {
    const rows = await mongo.fresh();
    await rows.updateOne({ _id: 1 }, { $set: { a: 1 } });
    expect(await mongo.db().listCollections({ name: rows.collectionName }).toArray()).toEqual([]);
  });
});

describe('upsert', () => {
  it('takes over the equalities of the filter, then the update, and reports the new _id', async () => {
    const rows = await mongo.fresh();
    const outcome = await rows.updateOne(
      { _id: 'k', 'deep.er': 1, $and: [{ b: { $eq: 2 } }, { c: { $gt: 5 } }], d: { $in: [4] } },
      { $set: { e: 5 }, $setOnInsert: { born: true }, $inc: { n: 1 } },
      { upsert: true },
    );
    expect(outcome.upsertedId).toBe('k');
    expect(outcome.upsertedCount).toBe(1);
    expect(await rows.findOne({})).toEqual({ _id: 'k', deep: { er: 1 }, b: 2, d: 4, e: 5, born: true, n: 1 });
    await rows.updateOne({ _id: 'k' }, { $setOnInsert: { born: false }, $inc: { n: 1 } }, { upsert: true });
    expect(await rows.findOne({})).toMatchObject({ born: true, n: 2 });
  });

  it('makes an ObjectId where neither filter nor update names an _id', async () => {
    const rows = await mongo.fresh();
    const { upsertedId } = await rows.updateOne({ a: { $gt: 1 } }, { $set: { b: 1 } }, { upsert: true });
    expect(upsertedId).toBeInstanceOf(ObjectId);
    expect(await rows.findOne({})).toEqual({ _id: upsertedId, b: 1 });
  });

  it('takes only the _id of the filter into a replacement', async () => {
    const rows = await mongo.fresh();
    await rows.replaceOne({ _id: 7, a: 1 }, { b: 2 }, { upsert: true });
    expect(await rows.findOne({})).toEqual({ _id: 7, b: 2 });
  });

  it('refuses a filter that says one path twice', async () => {
    const rows = await mongo.fresh();
    const attempt = rows.updateOne({ $and: [{ a: 1 }, { a: 2 }] }, { $set: { b: 1 } }, { upsert: true });
    expect(await codeOf(attempt)).toBe(54);
  });

  it('inserts once however many try at the same time', async () => {
    const rows = await mongo.fresh();
    await index(rows, { key: 1 }, { unique: true });
    await Promise.all(
      Array.from({ length: 20 }, () =>
        rows.updateOne({ key: 'one' }, { $inc: { n: 1 } }, { upsert: true }).catch((error: unknown) => {
          if ((error as { code?: number }).code !== 11000) throw error;
        }),
      ),
    );
    expect(await rows.countDocuments()).toBe(1);
  });
});

describe('delete', () => {
  it('takes one, or all that match', async () => {
    const rows = await mongo.fresh([{ a: 1 }, { a: 1 }, { a: 2 }, { a: 1 }]);
    expect((await rows.deleteOne({ a: 1 })).deletedCount).toBe(1);
    expect((await rows.deleteMany({ a: 1 })).deletedCount).toBe(2);
    expect((await rows.deleteMany({ a: 9 })).deletedCount).toBe(0);
    expect(await rows.countDocuments()).toBe(1);
  });
});

describe('findAndModify', () => {
  it('returns the document before, or after', async () => {
    const rows = await mongo.fresh([{ _id: 1, n: 1, x: 'keep' }]);
    expect(await rows.findOneAndUpdate({ _id: 1 }, { $inc: { n: 1 } })).toEqual({ _id: 1, n: 1, x: 'keep' });
    const after = await rows.findOneAndUpdate(
      { _id: 1 },
      { $inc: { n: 1 } },
      { returnDocument: 'after', projection: { n: 1 } },
    );
    expect(after).toEqual({ _id: 1, n: 3 });
    expect(await rows.findOneAndUpdate({ _id: 2 }, { $inc: { n: 1 } })).toBeNull();
  });

  it('works on the first in the sort order', async () => {
    const rows = await mongo.fresh([
      { _id: 1, due: 3 },
      { _id: 2, due: 1 },
      { _id: 3, due: 2 },
    ]);
    const taken = await rows.findOneAndDelete({}, { sort: { due: 1 } });
    expect(taken).toEqual({ _id: 2, due: 1 });
    expect(await rows.countDocuments()).toBe(2);
  });

  it('upserts and says so', async () => {
    const rows = await mongo.fresh();
    const answer = await rows.findOneAndUpdate(
      { key: 'a' },
      { $set: { n: 1 } },
      { upsert: true, returnDocument: 'after', includeResultMetadata: true },
    );
    expect(answer.value).toMatchObject({ key: 'a', n: 1 });
    expect(answer.lastErrorObject).toMatchObject({ n: 1, updatedExisting: false, upserted: answer.value?.['_id'] });
  });

  it('replaces', async () => {
    const rows = await mongo.fresh([{ _id: 1, a: 1 }]);
    expect(await rows.findOneAndReplace({ _id: 1 }, { b: 2 }, { returnDocument: 'after' })).toEqual({ _id: 1, b: 2 });
  });

  it('lets each of many workers take another one', async () => {
    const rows = await mongo.fresh(Array.from({ length: 20 }, (_, i) => ({ _id: i, taken: false })));
    const taken = await Promise.all(
      Array.from({ length: 25 }, () => rows.findOneAndUpdate({ taken: false }, { $set: { taken: true } })),
    );
    const found = taken.flatMap((row) => (row ? [row['_id']] : []));
    expect(new Set(found).size).toBe(20);
  });
});

describe('bulkWrite', () => {
  it('does different writes in order and counts them apart', async () => {
    const rows = await mongo.fresh([{ _id: 1, a: 1 }]);
    const outcome = await rows.bulkWrite([
      { insertOne: { document: { _id: 2, a: 2 } } },
      { updateOne: { filter: { _id: 1 }, update: { $set: { a: 10 } } } },
      { updateOne: { filter: { _id: 3 }, update: { $set: { a: 3 } }, upsert: true } },
      { deleteOne: { filter: { _id: 2 } } },
    ]);
    expect(outcome).toMatchObject({
      insertedCount: 1,
      matchedCount: 1,
      modifiedCount: 1,
      upsertedCount: 1,
      deletedCount: 1,
      upsertedIds: { 2: 3 },
    });
  });

  it('names the place of each write that failed, and goes on when unordered', async () => {
    const rows = await mongo.fresh([{ _id: 1 }]);
    const error = (await rows
      .bulkWrite(
        [
          { insertOne: { document: { _id: 1 } } },
          { insertOne: { document: { _id: 2 } } },
          { updateOne: { filter: { _id: 2 }, update: { $set: { _id: 3 } } } },
          { insertOne: { document: { _id: 4 } } },
        ],
        { ordered: false },
      )
      .catch((thrown: unknown) => thrown)) as { writeErrors: { index: number; code: number }[] };
    const places = error.writeErrors.map(({ index, code }) => ({ index, code }));
    expect(places.sort((a, b) => a.index - b.index)).toEqual([
      { index: 0, code: 11000 },
      { index: 2, code: 66 },
    ]);
    expect(await rows.countDocuments()).toBe(3);
  });
});
