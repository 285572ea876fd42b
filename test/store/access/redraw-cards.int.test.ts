import mongoose from 'mongoose';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { derivedId } from '../../../src/store/mongo/derived-id.ts';
import { createFakeChat } from '../../support/fake-chat.ts';
import { createHouse } from '../../support/house.ts';
import { type TestStore, testStore } from '../../support/store.ts';

let test: TestStore;
let connection: mongoose.Connection;
beforeAll(async () => {
  test = await testStore();
  connection = await mongoose.createConnection(test.uri, { autoIndex: false, autoCreate: false }).asPromise();
});
afterAll(async () => {
  await connection.close();
  await test.close();
});

const oldFormat = () =>
  connection
    .collection<{ _id: string }>('installation')
    .updateOne({ _id: derivedId('main') }, { $unset: { cardFormat: 1 } });

it('the first start after an upgrade draws cards that wait again, once, and their buttons decide', async () => {
  const chat = createFakeChat(['ada', 'mia', 'bob'].map((name) => ({ user: `U${name}`, email: `${name}@acme.test` })));
  const house = createHouse(test.store, chat);
  // The store goes by MongoDB's time.
  house.pass(Date.now() - house.now());
  await house.services.importCatalogue();
  await house.say('Umia', 'request', { kind: 'console', product: 'acme-prod' });
  await house.say('Ubob', 'request', { kind: 'console', product: 'acme-prod' });
  const [mias, bobs] = await test.store.accesses.waiting(2);
  await house.say('Uada', 'deny', { id: bobs!.id });
  const cards = chat.posts.filter(({ key }) => key.startsWith('card-'));
  const edits = () => cards.map(({ edits: count }) => count);
  const before = edits();
  const old = cards.find(({ key }) => key.includes(mias!.id))!.message.buttons![0]!;

  await oldFormat();
  await test.another();
  expect((await test.store.accesses.byId(mias!.id))?.outbox).toMatchObject([{ id: 'format2.cards' }]);
  house.pass(60_000);
  await house.sweep();
  const isMias = cards.map(({ key }) => key.includes(mias!.id));
  expect(edits()).toEqual(before.map((count, index) => count + Number(isMias[index])));
  await test.another();
  house.pass(60_000);
  await house.sweep();
  expect(edits()).toEqual(before.map((count, index) => count + Number(isMias[index])));

  const stale = await house.say('Uada', 'approve', { ...old.args, digest: '1gk2x3' });
  expect(stale).toMatch(/changed/);
  const drawn = cards.find(({ key }) => key.includes(mias!.id))!.message.buttons![0]!;
  expect(drawn.args['digest']).toMatch(/^[0-9a-f]{32}$/);
  await house.say('Uada', 'approve', drawn.args);
  expect((await test.store.accesses.byId(mias!.id))?.access.state).toBe('active');
});
