import { describe, expect, it } from 'vitest';
import { codeOf, index, type Row, useDatabase } from './database.ts';

const mongo = useDatabase();

describe('managing indexes', () => {
  it('lists, makes again without harm, and drops by name and by key', async () => {
    const rows = await mongo.fresh([{ a: 1 }]);
    expect(await index(rows, { a: 1, b: -1 })).toBe('a_1_b_-1');
    expect(await index(rows, { a: 1, b: -1 })).toBe('a_1_b_-1');
    await index(rows, { c: 1 }, { name: 'mine', unique: true, partialFilterExpression: { c: { $exists: true } } });
    expect(await rows.indexes()).toEqual([
      { v: 2, key: { _id: 1 }, name: '_id_' },
      { v: 2, key: { a: 1, b: -1 }, name: 'a_1_b_-1' },
      { v: 2, key: { c: 1 }, name: 'mine', unique: true, partialFilterExpression: { c: { $exists: true } } },
    ]);
    await rows.dropIndex('mine');
    await mongo.db().command({ dropIndexes: rows.collectionName, index: { a: 1, b: -1 } });
    expect((await rows.indexes()).map((index) => index.name)).toEqual(['_id_']);
  });

  it('refuses what conflicts', async () => {
    const rows = await mongo.fresh();
    await index(rows, { a: 1 }, { name: 'one' });
    expect(await codeOf(index(rows, { a: 1 }, { name: 'two' }))).toBe(85);
    expect(await codeOf(index(rows, { b: 1 }, { name: 'one' }))).toBe(86);
    expect(await codeOf(index(rows, { a: 1 }, { name: 'one', unique: true }))).toBe(86);
  });

  it('refuses bad specifications', async () => {
    const rows = await mongo.fresh();
    const attempt = (spec: Row) => codeOf(mongo.db().command({ createIndexes: rows.collectionName, indexes: [spec] }));
    expect(await attempt({ key: { a: 1 } })).toBe(9);
    expect(await attempt({ key: {}, name: 'x' })).toBe(67);
    expect(await attempt({ key: { a: 0 }, name: 'x' })).toBe(67);
    expect(await attempt({ key: { a: 'frob' }, name: 'x' })).toBe(67);
    expect(await attempt({ key: { a: 1 }, name: 'x', frob: true })).toBe(197);
  });

  it('answers 26 for a collection and 27 for an index that is not there, 72 for the one on _id', async () => {
    const rows = await mongo.fresh([{ a: 1 }]);
    expect(await codeOf(mongo.db().command({ listIndexes: 'nowhere' }))).toBe(26);
    expect(await codeOf(mongo.db().command({ dropIndexes: 'nowhere', index: '*' }))).toBe(26);
    expect(await codeOf(rows.dropIndex('nothing'))).toBe(27);
    expect(await codeOf(rows.dropIndex('_id_'))).toBe(72);
  });

  it('refuses documents with two arrays in one index', async () => {
    const rows = await mongo.fresh();
    await index(rows, { a: 1, b: 1 });
    expect(await codeOf(rows.insertOne({ a: [1], b: [2] }))).toBe(171);
    await rows.insertOne({ a: [1, 2], b: 3 });
    expect(await rows.countDocuments({ a: 2, b: 3 })).toBe(1);
  });
});

describe('collections and databases', () => {
  it('come and go', async () => {
    const db = mongo.db();
    await db.createCollection('made');
    expect(await codeOf(db.createCollection('made'))).toBe(48);
    expect((await db.listCollections({ name: 'made' }).toArray())[0]).toMatchObject({
      name: 'made',
      type: 'collection',
    });
    await db.collection('made').insertOne({ a: 1 });
    await db.collection('made').drop();
    expect(await db.listCollections({ name: 'made' }).toArray()).toEqual([]);
    expect(await db.collection('made').countDocuments()).toBe(0);
    const { databases } = await db.admin().listDatabases();
    expect(databases.map(({ name }) => name)).toContain(mongo.name);
  });

  it('have names that MongoDB takes', async () => {
    expect(await codeOf(mongo.db().command({ insert: '', documents: [{}] }))).toBe(73);
    expect(await codeOf(mongo.db().command({ insert: 'a$b', documents: [{}] }))).toBe(73);
  });
});
