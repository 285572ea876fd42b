import mongoose from 'mongoose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startMongo } from '../../../sandbox/mongo/index.ts';
import { StoreUnavailable } from '../../../src/ports/store.ts';
import { openStore } from '../../../src/store/index.ts';
import type { OpenStore } from '../../../src/store/index.ts';
import { waitingAnswers } from '../../support/injected-answers.ts';
import { quiet } from '../../support/store.ts';

describe('an answer that says wait, through the driver', () => {
  let mongo: Awaited<ReturnType<typeof startMongo>>;
  let opened: OpenStore;
  let client: mongoose.mongo.MongoClient;
  beforeAll(async () => {
    mongo = await startMongo({ testCommands: true });
    opened = await openStore({ uri: mongo.uri, tenant: 'main', log: quiet });
    client = await mongoose.mongo.MongoClient.connect(mongo.uri);
  });
  afterAll(async () => {
    await client.close();
    await opened.close();
    await mongo.stop();
  });

  async function failing(answer: object): Promise<void> {
    const data = {
      failCommands: ['find', 'insert', 'update', 'findAndModify', 'delete'],
      appName: 'latchkey',
      ...answer,
    };
    await client.db('admin').command({ configureFailPoint: 'failCommand', mode: 'alwaysOn', data });
  }

  it.each(waitingAnswers.map((answer) => [JSON.stringify(answer), answer] as const))('%s', async (_name, answer) => {
    await failing(answer);
    try {
      const read = opened.store.accesses.byId('none');
      await expect(read).rejects.toBeInstanceOf(StoreUnavailable);
      await expect(opened.store.notices.drop('none')).rejects.toBeInstanceOf(StoreUnavailable);
    } finally {
      await client.db('admin').command({ configureFailPoint: 'failCommand', mode: 'off' });
    }
    expect(await opened.store.accesses.byId('none')).toBeNull();
  });
});
