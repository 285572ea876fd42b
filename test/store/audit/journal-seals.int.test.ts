import mongoose from 'mongoose';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createStore } from '../../../src/store/compose.ts';
import { connectOptions } from '../../../src/store/mongo/connection.ts';
import { createSealer } from '../../../src/store/seals/sealer.ts';
import { storeSealsOf, testStore } from '../../support/store.ts';
import type { TestStore } from '../../support/store.ts';

const key = 'apart/one/other';
const event = {
  key,
  event: 'person',
  at: 1_000,
  actor: 'lena@acme.test',
  actorId: 'p-lena',
  subject: null,
  subjectId: null,
  entitlement: null,
  because: [],
  facts: { command: 'c1', apart: ['one', 'other'] },
  text: null,
  via: 'slack',
} as const;

let test: TestStore;
let connection: mongoose.Connection;
beforeEach(async () => {
  test = await testStore();
  connection = await mongoose.createConnection(test.uri, connectOptions(test.uri)).asPromise();
});
afterEach(async () => {
  await connection.close();
  await test.close();
});

async function sealedJournal() {
  const sealer = createSealer();
  sealer.use(storeSealsOf(await test.store.installationId()));
  return createStore(connection, 'main', Date.now, sealer).journal;
}

it('finds a decision by its key as Latchkey wrote it', async () => {
  const journal = await sealedJournal();
  await journal.append([event]);
  expect(await journal.byKeys([key])).toMatchObject([{ key, facts: event.facts }]);
});

it('finds no decision that somebody changed or made up in MongoDB (A9)', async () => {
  const journal = await sealedJournal();
  await journal.append([event, { ...event, key: 'apart/one/third' }]);
  await connection.collection('journal').updateOne({ key }, { $set: { 'facts.apart': ['one', 'mallory'] } });
  await connection.collection('journal').updateOne({ key: 'apart/one/third' }, { $unset: { seal: 1 } });
  expect(await journal.byKeys([key, 'apart/one/third'])).toEqual([]);
});
