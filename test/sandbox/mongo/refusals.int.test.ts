import { describe, expect, it } from 'vitest';
import { BSON, Long, refusalOf, type Row } from './database.ts';
import { useEmbedded } from './embedded.ts';

const { mongo, refuses } = useEmbedded();

describe('commands', () => {
  refuses(
    [
      'frobnicate',
      'mapReduce',
      'collMod',
      'renameCollection',
      'bulkWrite',
      'validate',
      'compact',
      'dbStats',
      'collStats',
      'getParameter',
      'createUser',
      'saslStart',
      'commitTransaction',
      'replSetGetStatus',
      'killAllSessions',
      'currentOp',
    ].map((name): [Row, number, string] => [{ [name]: 1 }, 59, `no such command: '${name}'`]),
  );
});

describe('fields of commands', () => {
  refuses([
    [{ find: 'rows', frob: 1 }, 40415, 'find.frob'],
    [{ find: 'rows', collation: { locale: 'de' } }, 238, 'find.collation'],
    [{ find: 'rows', let: { x: 1 } }, 238, 'find.let'],
    [{ find: 'rows', tailable: true }, 238, 'find.tailable'],
    [{ find: 'rows', min: { a: 1 } }, 238, 'find.min'],
    [{ find: 'rows', returnKey: true }, 238, 'find.returnKey'],
    [{ find: 'rows', showRecordId: true }, 238, 'find.showRecordId'],
    [{ find: 'rows', noCursorTimeout: true }, 238, 'find.noCursorTimeout'],
    [{ find: 'rows', skip: -1 }, 51024, 'skip'],
    [{ find: 'rows', filter: 5 }, 14, 'find.filter'],
    [{ find: 5 }, 73, 'collection name'],
    [{ insert: 'rows', documents: [{}], frob: 1 }, 40415, 'insert.frob'],
    [{ insert: 'rows', documents: {} }, 14, 'insert.documents'],
    [{ insert: 'rows' }, 40414, 'insert.documents'],
    [{ update: 'rows', updates: [{ q: {}, u: { $set: { a: 1 } } }], let: { x: 1 } }, 238, 'update.let'],
    [{ delete: 'rows', deletes: [{ q: {}, limit: 1 }], let: { x: 1 } }, 238, 'delete.let'],
    [
      { findAndModify: 'rows', query: {}, update: { $set: { a: 1 } }, collation: { locale: 'de' } },
      238,
      'findAndModify.collation',
    ],
    [{ findAndModify: 'rows', query: {} }, 9, 'update or remove'],
    [{ findAndModify: 'rows', query: {}, remove: true, new: true }, 9, 'new=true'],
    [{ aggregate: 'rows', pipeline: [], cursor: {}, let: { x: 1 } }, 238, 'aggregate.let'],
    [{ aggregate: 'rows', pipeline: [], cursor: { frob: 1 } }, 40415, 'aggregate.cursor.frob'],
    [{ aggregate: 1, pipeline: [{ $currentOp: {} }], cursor: {} }, 73, 'collection'],
    [{ count: 'rows', collation: { locale: 'de' } }, 238, 'count.collation'],
    [{ distinct: 'rows', key: 'a', collation: { locale: 'de' } }, 238, 'distinct.collation'],
    [{ create: 'other', capped: true, size: 1000 }, 238, 'create.capped'],
    [{ create: 'other', validator: { $jsonSchema: {} } }, 238, 'create.validator'],
    [{ create: 'other', timeseries: { timeField: 't' } }, 238, 'create.timeseries'],
    [{ create: 'other', viewOn: 'rows', pipeline: [] }, 238, 'create.viewOn'],
    [{ create: 'other', collation: { locale: 'de' } }, 238, 'create.collation'],
    [
      { createIndexes: 'rows', indexes: [{ key: { a: 1 }, name: 'x' }], commitQuorum: 1 },
      238,
      'createIndexes.commitQuorum',
    ],
    [{ explain: { ping: 1 } }, 59, 'ping'],
    [{ explain: { find: 'rows', frob: 1 } }, 40415, 'find.frob'],
    [{ explain: { find: 'rows' }, verbosity: 'frob' }, 9, 'verbosity'],
    [{ hello: 1, saslSupportedMechs: 'admin.me' }, 238, 'hello.saslSupportedMechs'],
    [{ find: 'rows', maxTimeMS: -1 }, 2, 'maxTimeMS'],
    [{ find: 'rows', maxTimeMS: 'x' }, 2, 'maxTimeMS'],
    [{ ping: 1, apiVersion: '2' }, 322, 'API version'],
    [{ ping: 1, apiVersion: '1', apiStrict: true }, 238, 'ping.apiStrict'],
  ]);

  it('refuses them in single writes too, at their place', async () => {
    const rows = mongo.db().collection('rows');
    const collation = { locale: 'de' };
    const refusal = await refusalOf(rows.updateOne({}, { $set: { a: 1 } }, { collation }));
    expect(refusal).toMatchObject({ code: 238 });
    expect(refusal.message).toContain('update.updates.collation');
    expect((await refusalOf(rows.deleteOne({}, { collation }))).message).toContain('delete.deletes.collation');
    expect((await refusalOf(rows.updateOne({}, [{ $set: { a: 1 } }]))).message).toContain('aggregation pipeline');
  });
});

describe('concerns and sessions', () => {
  refuses([
    [{ find: 'rows', readConcern: { level: 'snapshot' } }, 123, 'snapshot'],
    [{ find: 'rows', readConcern: { level: 'linearizable' } }, 123, 'replica set'],
    [{ find: 'rows', readConcern: { level: 'frob' } }, 9, 'frob'],
    [{ find: 'rows', readConcern: { frob: 1 } }, 40415, 'readConcern.frob'],
    [{ insert: 'rows', documents: [{}], writeConcern: { w: 2 } }, 2, "cannot use 'w' > 1"],
    [{ insert: 'rows', documents: [{}], writeConcern: { w: 'everywhere' } }, 2, 'everywhere'],
    [{ insert: 'rows', documents: [{}], writeConcern: { frob: 1 } }, 40415, 'writeConcern.frob'],
    [
      { insert: 'rows', documents: [{}], txnNumber: Long.ONE },
      20,
      'Transaction numbers are only allowed on a replica set member or mongos',
    ],
    [{ find: 'rows', startTransaction: true, autocommit: false, txnNumber: Long.ONE }, 20, 'Transaction numbers'],
  ]);

  it('takes what a standalone takes', async () => {
    const rows = mongo
      .db()
      .collection('rows', { readConcern: { level: 'majority' }, writeConcern: { w: 'majority', journal: true } });
    await rows.insertOne({ a: 'majority' });
    expect(await rows.countDocuments({ a: 'majority' })).toBe(1);
  });

  it('refuses a transaction through the driver', async () => {
    const client = mongo.client();
    await client.withSession(async (session) => {
      session.startTransaction();
      const refusal = await refusalOf(
        mongo
          .db()
          .collection('rows')
          .insertOne({ a: 1 }, { session, retryWrites: false } as Row),
      );
      expect(refusal.message).toMatch(/Transaction numbers|retryable writes/);
      await session.abortTransaction().catch(() => undefined);
    });
  });
});

describe('query operators', () => {
  const names = ['$where', '$text', '$jsonSchema'];
  refuses(names.map((name): [Row, number, string] => [{ find: 'rows', filter: { [name]: 'x' } }, 238, name]));
  const onFields = [
    '$near',
    '$nearSphere',
    '$geoWithin',
    '$geoIntersects',
    '$bitsAllSet',
    '$bitsAllClear',
    '$bitsAnySet',
    '$bitsAnyClear',
  ];
  refuses(onFields.map((name): [Row, number, string] => [{ find: 'rows', filter: { a: { [name]: 1 } } }, 238, name]));
  refuses([
    [{ find: 'rows', filter: { a: { $regex: 'a b', $options: 'x' } } }, 238, "'x'"],
    [{ find: 'rows', filter: { a: { $regex: '[[:alpha:]]' } } }, 238, 'POSIX'],
    [{ find: 'rows', filter: { a: { $regex: 'a++' } } }, 51091, 'a++'],
    [{ find: 'rows', sort: { a: { $meta: 'textScore' } } }, 238, '$meta'],
    [{ find: 'rows', projection: { a: { $meta: 'textScore' } } }, 238, '$meta'],
    [{ find: 'rows', filter: { a: new BSON.BSONSymbol('x') } }, 238, 'symbol'],
    [{ insert: 'rows', documents: [{ a: new BSON.Code('x', { y: 1 }) }] }, 238, 'scope'],
    [{ insert: 'rows', documents: [{ a: new BSON.DBRef('rows', new BSON.ObjectId()) }] }, 238, 'DBRef'],
  ]);
});

describe('indexes', () => {
  const spec = (index: Row): Row => ({ createIndexes: 'rows', indexes: [{ name: 'x', ...index }] });
  refuses([
    [spec({ key: { a: 'text' } }), 67, "'text'"],
    [spec({ key: { a: '2dsphere' } }), 67, "'2dsphere'"],
    [spec({ key: { a: 'hashed' } }), 67, "'hashed'"],
    [spec({ key: { '$**': 1 } }), 67, "'wildcard'"],
    [spec({ key: { 'a.0': 1 } }), 238, 'a.0'],
    [spec({ key: { a: 1 }, expireAfterSeconds: 5 }), 238, 'expireAfterSeconds'],
    [spec({ key: { a: 1 }, collation: { locale: 'de' } }), 238, 'collation'],
    [spec({ key: { a: 1 }, hidden: true }), 238, 'hidden'],
    [spec({ key: { a: 1 }, frob: true }), 197, 'frob'],
  ]);

  it('refuses what an index cannot order or hold', async () => {
    const rows = await mongo.fresh();
    await rows.createIndex({ a: 1 }, {}, {});
    expect(await refusalOf(rows.insertOne({ a: BSON.Decimal128.fromString('1') }))).toMatchObject({ code: 238 });
    expect(await refusalOf(rows.insertOne({ a: 'x'.repeat(5000) }))).toMatchObject({ code: 17280 });
    expect(await rows.countDocuments()).toBe(0);
  });
});

describe('updates', () => {
  it('refuses arithmetic that it would get wrong', async () => {
    const rows = await mongo.fresh([{ _id: 1, a: Long.MAX_VALUE, d: BSON.Decimal128.fromString('1') }]);
    expect(await refusalOf(rows.updateOne({}, { $inc: { a: 1 } }))).toMatchObject({ code: 2 });
    expect(await refusalOf(rows.updateOne({}, { $inc: { d: 1 } }))).toMatchObject({ code: 238 });
  });
});

describe('change streams', () => {
  it('are refused', async () => {
    const stream = mongo.db().collection('rows').watch();
    expect((await refusalOf(stream.next())).message).toContain('$changeStream');
    await stream.close();
  });
});
