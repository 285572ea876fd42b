import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startMongo } from '../../../sandbox/mongo/index.ts';
import { codeOf, MongoClient } from './database.ts';

/** MongoDB's test command, as its own drivers' tests use it: documented in its wiki as "The failCommand fail point". */
describe('the fail point failCommand', () => {
  let mongo: Awaited<ReturnType<typeof startMongo>>;
  let client: InstanceType<typeof MongoClient>;
  const admin = () => client.db('admin');
  const rows = () => client.db('test').collection<{ _id: number }>('rows');
  const fails = (mode: unknown, data: object) => admin().command({ configureFailPoint: 'failCommand', mode, data });

  beforeAll(async () => {
    mongo = await startMongo({ testCommands: true });
    client = await MongoClient.connect(mongo.uri, { appName: 'tester', retryReads: false });
  });
  beforeEach(async () => {
    await fails('off', {});
    await rows().deleteMany({});
  });
  afterAll(async () => {
    await client.close();
    await mongo.stop();
  });

  it('answers an error with its code and labels, a number of times, without running the command', async () => {
    await fails({ times: 1 }, { failCommands: ['insert'], errorCode: 462, errorLabels: ['SystemOverloadedError'] });
    await expect(rows().insertOne({ _id: 1 })).rejects.toMatchObject({
      code: 462,
      codeName: 'IngressRequestRateLimitExceeded',
      errorLabels: ['SystemOverloadedError'],
    });
    expect(await rows().countDocuments()).toBe(0);
    await rows().insertOne({ _id: 1 });
  });

  it('runs the command and answers a write-concern error', async () => {
    const writeConcernError = {
      code: 64,
      codeName: 'WriteConcernTimeout',
      errmsg: 'waiting for replication timed out',
    };
    await fails({ times: 1 }, { failCommands: ['insert'], writeConcernError });
    await expect(rows().insertOne({ _id: 1 })).rejects.toMatchObject({ name: 'MongoWriteConcernError', code: 64 });
    expect(await rows().countDocuments()).toBe(1);
  });

  it('ends the connection, and can wait before it answers', async () => {
    await fails({ times: 1 }, { failCommands: ['find'], closeConnection: true });
    await expect(rows().findOne({})).rejects.toMatchObject({ name: 'MongoNetworkError' });
    await fails({ times: 1 }, { failCommands: ['find'], blockConnection: true, blockTimeMS: 50 });
    const start = performance.now();
    await rows().findOne({});
    expect(performance.now() - start).toBeGreaterThanOrEqual(45);
  });

  it('concerns the clients with an appName only, and none when it is off', async () => {
    await fails('alwaysOn', { failCommands: ['find'], errorCode: 91, appName: 'another' });
    await rows().findOne({});
    await fails('alwaysOn', { failCommands: ['find'], errorCode: 91, appName: 'tester' });
    expect(await codeOf(rows().findOne({}))).toBe(91);
    await fails('off', {});
    await rows().findOne({});
  });

  it('leaves the first ones alone where it skips some', async () => {
    await fails({ skip: 2 }, { failCommands: ['ping'], errorCode: 11600 });
    await admin().command({ ping: 1 });
    await admin().command({ ping: 1 });
    expect(await codeOf(admin().command({ ping: 1 }))).toBe(11600);
  });

  it('refuses what it does not know, and is for the admin database', async () => {
    expect(await codeOf(fails('sometimes', {}))).toBe(9);
    expect(await codeOf(fails('alwaysOn', { failCommands: ['find'], threadName: 'x' }))).toBe(40415);
    expect(await codeOf(client.db('test').command({ configureFailPoint: 'failCommand', mode: 'off' }))).toBe(13);
    expect(await codeOf(admin().command({ configureFailPoint: 'other', mode: 'off' }))).toBe(238);
  });

  it('is no command of a server without test commands', async () => {
    const plain = await startMongo();
    const other = await MongoClient.connect(plain.uri);
    expect(await codeOf(other.db('admin').command({ configureFailPoint: 'failCommand', mode: 'off' }))).toBe(59);
    await other.close();
    await plain.stop();
  });

  it('can hold what a majority has, while local reads go on', async () => {
    await rows().insertOne({ _id: 1 });
    await admin().command({ configureFailPoint: 'holdMajorityReads', mode: 'alwaysOn' });
    await rows().insertOne({ _id: 2 });
    await client.db('test').collection('later').insertOne({ a: 1 });
    const majority = { readConcern: { level: 'majority' } } as const;
    expect(await rows().countDocuments({}, majority)).toBe(1);
    expect(await client.db('test').collection('later').findOne({}, majority)).toBeNull();
    expect(await rows().countDocuments({})).toBe(2);
    await admin().command({ configureFailPoint: 'holdMajorityReads', mode: 'off' });
    expect(await rows().countDocuments({}, majority)).toBe(2);
  });
});
