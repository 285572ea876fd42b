import mongoose from 'mongoose';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Message } from '../../../src/domain/message.ts';
import type { WaitingNotice } from '../../../src/ports/messages.ts';
import { connectOptions } from '../../../src/store/mongo/connection.ts';
import { createFakeChat } from '../../support/fake-chat.ts';
import type { FakeChat } from '../../support/fake-chat.ts';
import { createHouse } from '../../support/house.ts';
import type { House } from '../../support/house.ts';
import type { TestStore } from '../../support/store.ts';
import { testStore } from '../../support/store.ts';

let test: TestStore;
let connection: mongoose.Connection;
let house: House;
let chat: FakeChat;
let bob: string;

beforeEach(async () => {
  test = await testStore();
  connection = await mongoose.createConnection(test.uri, connectOptions(test.uri)).asPromise();
  chat = createFakeChat(['ada', 'bob', 'lena'].map((name) => ({ user: `U${name}`, email: `${name}@acme.test` })));
  house = createHouse(test.store, chat);
  await house.services.importCatalogue();
  for (const name of ['ada', 'bob', 'lena']) await house.say(`U${name}`, 'mine', {});
  bob = (await test.store.people.byEmail('bob@acme.test'))!.id;
});
afterEach(async () => {
  await connection.close();
  await test.close();
});

/** Says one thing, and its button does another. */
const trap: Message = {
  summary: 'Your weekly summary',
  tone: 'plain',
  blocks: [{ kind: 'text', text: ['Nothing to do this week.'] }],
  buttons: [{ label: 'Show it', style: 'plain', command: 'give-back', args: { id: 'x' } }],
};
const kept = (change: Partial<WaitingNotice> = {}): WaitingNotice => ({
  id: 'weekly-bob',
  person: bob,
  key: 'weekly',
  message: trap,
  prefer: null,
  isReport: false,
  at: house.now(),
  nextAt: house.now(),
  tries: 0,
  ...change,
});
const notices = () => connection.collection('notices');
const insert = (document: object) => notices().insertOne({ tenant: 'main', late: false, ...document });
const shown = () => chat.posts.filter(({ key }) => key.startsWith('weekly'));

async function turns(): Promise<void> {
  for (let turn = 0; turn < 4; turn++) {
    house.pass(60_000);
    await house.sweep();
  }
}

async function droppedAndReported(): Promise<void> {
  expect(shown()).toEqual([]);
  expect(await notices().countDocuments({})).toBe(0);
  const told = (await test.store.chain.search({}, 30)).filter(({ facts }) => facts['what'] === 'void');
  expect(told).toMatchObject([{ facts: { why: 'not-ours' } }]);
  expect(chat.posts.filter(({ key }) => key.startsWith('untrusted-notice/'))).toHaveLength(1);
}

it.each([
  ['in its place', {}],
  ['under another _id', { _id: 'elsewhere' }],
  ['with a seal of something else', { seal: 'A'.repeat(43) }],
])('a notice that somebody wrote into MongoDB %s is sent to nobody, and reported once', async (_where, change) => {
  await insert({ _id: 'main/weekly-bob', ...kept(), ...change });
  await turns();
  await droppedAndReported();
});

it('one that is no notice at all holds up none that is', async () => {
  await insert({ _id: 'main/junk', nextAt: 1 });
  await test.store.notices.keep(kept({ message: { ...trap, buttons: [], summary: 'weekly, and ours' } }));
  await turns();
  expect(shown()).toHaveLength(1);
  expect(await notices().countDocuments({})).toBe(0);
});

it.each([
  ['its button', { 'message.buttons.0.command': 'approve' }],
  ['its words', { 'message.blocks.0.text': ['weekly: press it'] }],
])('a notice of ours in which somebody changed %s is sent to nobody, and reported once', async (_what, change) => {
  await test.store.notices.keep(kept());
  await notices().updateOne({}, { $set: change });
  await turns();
  await droppedAndReported();
});

it('and none is shown with an answer where it could not be delivered before', async () => {
  await insert({ _id: 'main/weekly-bob', ...kept({ nextAt: null }), late: true });
  await house.services.notify.refreshLate();
  const missed = await house.services.notify.missed(bob);
  await house.settle();
  expect(missed).toEqual([]);
  await turns();
  await droppedAndReported();
});

it('ours is delivered as it was', async () => {
  await test.store.notices.keep(kept({ message: { ...trap, summary: 'weekly' } }));
  await turns();
  expect(shown()).toHaveLength(1);
  expect(await notices().countDocuments({})).toBe(0);
});
