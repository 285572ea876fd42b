import mongoose from 'mongoose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { refusalOf, useDatabase } from './database.ts';

const mongo = useDatabase();
let connection: mongoose.Connection;

beforeAll(async () => {
  connection = await mongoose.createConnection(mongo.uri(), { dbName: mongo.name }).asPromise();
});
afterAll(() => connection.close());

interface Access {
  _id: string;
  tenant: string;
  person?: string;
  entitlement?: string;
  open?: boolean;
  version: number;
  until?: Date;
  events: { n: number; what: string; sent?: boolean }[];
}

const accessSchema = new mongoose.Schema<Access>(
  {
    _id: String,
    tenant: String,
    person: String,
    entitlement: String,
    open: Boolean,
    version: Number,
    until: Date,
    events: [{ _id: false, n: Number, what: String, sent: Boolean }],
  },
  { versionKey: false, autoIndex: false, timestamps: true },
);
accessSchema.path('tenant').required(true);
accessSchema.index(
  { tenant: 1, person: 1, entitlement: 1 },
  { unique: true, partialFilterExpression: { open: true }, name: 'one open access' },
);
accessSchema.index({ until: 1 }, { partialFilterExpression: { open: true } });

const accessModel = (): mongoose.Model<Access> =>
  connection.models['Access'] ?? connection.model<Access>('Access', accessSchema, 'accesses');

describe('mongoose', () => {
  it('makes collections and indexes, finds nothing to change, then syncs what changed', async () => {
    const Access = accessModel();
    await Access.createCollection();
    await Access.createCollection();
    await Access.createIndexes();
    expect(await Access.diffIndexes()).toEqual({ toDrop: [], toCreate: [] });
    await Access.collection.createIndex({ stray: 1 }, {}, {});
    expect(await Access.syncIndexes()).toEqual(['stray_1']);
    expect((await Access.listIndexes()).map((one: { name?: string }) => one.name)).toEqual([
      '_id_',
      'one open access',
      'until_1',
    ]);
  });

  it('holds one open access a person and entitlement', async () => {
    const Access = accessModel();
    const base = { tenant: 'main', person: 'p1', entitlement: 'console:x' };
    await Access.create({ _id: 'a1', ...base, open: true });
    expect(await refusalOf(Access.create({ _id: 'a2', ...base, open: true }))).toMatchObject({ code: 11000 });
    await Access.updateOne({ _id: 'a1' }, { $set: { open: false } });
    await Access.create({ _id: 'a2', ...base, open: true });
    expect(await Access.countDocuments(base)).toBe(2);
  });

  it('writes state and events in one conditional change, and marks one event sent', async () => {
    const Access = accessModel();
    await Access.create({
      _id: 'b1',
      tenant: 'main',
      open: true,
      version: 1,
      events: [{ n: 1, what: 'requested', sent: false }],
    });
    const changed = await Access.findOneAndUpdate(
      { _id: 'b1', version: 1 },
      {
        $set: { until: new Date(5) },
        $inc: { version: 1 },
        $push: { events: { $each: [{ n: 2, what: 'approved', sent: false }] } },
      },
      { returnDocument: 'after' },
    ).lean();
    expect(changed).toMatchObject({ version: 2, events: [{ n: 1 }, { n: 2 }] });
    expect(await Access.findOneAndUpdate({ _id: 'b1', version: 1 }, { $inc: { version: 1 } })).toBeNull();
    await Access.updateOne({ _id: 'b1' }, { $set: { 'events.$[e].sent': true } }, { arrayFilters: [{ 'e.n': 2 }] });
    const waiting = await Access.find({ events: { $elemMatch: { sent: false } } }).lean();
    expect(waiting.map((one) => one._id)).toEqual(['b1']);
    expect(await Access.findById('b1').lean()).toMatchObject({ version: 2, events: [{ sent: false }, { sent: true }] });
  });

  it('saves, validates and deletes documents', async () => {
    const Access = accessModel();
    const access = new Access({ _id: 'c1', tenant: 'main', person: 'p' });
    await access.save();
    access.set('person', 'q');
    access.set('events', [{ n: 1, what: 'x' }]);
    await access.save();
    expect(await Access.findOne({ _id: 'c1' }).lean()).toMatchObject({ person: 'q', events: [{ n: 1 }] });
    await expect(new Access({ _id: 'c2' }).save()).rejects.toThrow('tenant');
    await access.deleteOne();
    expect(await Access.exists({ _id: 'c1' })).toBeNull();
  });

  it('uses version keys, populates, and reads with a cursor', async () => {
    const Person = connection.model(
      'Person',
      new mongoose.Schema({ name: String, friends: [{ type: mongoose.Types.ObjectId, ref: 'Person' }] }),
    );
    const [ada, bob] = await Person.create([{ name: 'Ada' }, { name: 'Bob' }]);
    ada?.friends.push(bob?._id as never);
    await ada?.save();
    const found = await Person.findOne({ name: 'Ada' }).populate('friends').lean();
    expect(found?.friends).toMatchObject([{ name: 'Bob' }]);
    const names: unknown[] = [];
    for await (const person of Person.find().sort({ name: -1 }).cursor({ batchSize: 1 })) names.push(person.name);
    expect(names).toEqual(['Bob', 'Ada']);
  });

  it('bulk writes and inserts many, ordered or not', async () => {
    const Access = accessModel();
    await Access.bulkWrite([
      { insertOne: { document: { _id: 'd1', tenant: 'main' } } },
      { updateOne: { filter: { _id: 'd2' }, update: { $setOnInsert: { tenant: 'main' } }, upsert: true } },
    ] as Parameters<typeof Access.bulkWrite>[0]);
    expect(await Access.countDocuments({ _id: { $in: ['d1', 'd2'] } })).toBe(2);
    await Access.insertMany(
      [
        { _id: 'd1', tenant: 'x' },
        { _id: 'd3', tenant: 'main' },
      ],
      { ordered: false },
    ).catch(() => undefined);
    expect(await Access.countDocuments({ _id: 'd3' })).toBe(1);
  });
});
