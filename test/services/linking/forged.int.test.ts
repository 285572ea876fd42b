import mongoose from 'mongoose';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Account } from '../../../src/domain/identity.ts';
import { connectOptions } from '../../../src/store/mongo/connection.ts';
import { testCatalogue } from '../../support/catalogue.ts';
import { createFakeChat, noEmails } from '../../support/fake-chat.ts';
import { createHouse } from '../../support/house.ts';
import type { House } from '../../support/house.ts';
import { testStore } from '../../support/store.ts';
import type { TestStore } from '../../support/store.ts';

let test: TestStore;
let connection: mongoose.Connection;
let house: House;
const chat = createFakeChat(
  ['ada', 'bob', 'lena'].map((name) => ({ user: `U${name}`, name, email: `${name}@acme.test` })),
);
const other = createFakeChat([{ user: '1kim', name: 'kim there', email: 'kim@acme.test' }], {
  ...noEmails,
  signIn: true,
});
const kim = other.account('1kim');
const ada = chat.account('Uada');

beforeEach(async () => {
  test = await testStore();
  connection = await mongoose.createConnection(test.uri, connectOptions(test.uri)).asPromise();
  house = createHouse(test.store, chat, testCatalogue(), [other]);
  await house.services.importCatalogue();
  for (const name of ['ada', 'bob', 'lena']) await house.say(`U${name}`, 'mine', {});
});
afterEach(async () => {
  await connection.close();
  await test.close();
});

/** Writes a link into MongoDB that looks agreed, as whoever can write there would. */
async function forge(change: Readonly<Record<string, unknown>>): Promise<void> {
  const at = house.now() - 60_000;
  const link = { id: 'forged', tenant: 'main', state: 'agreed', secret: null, email: null, unlink: null, tries: [] };
  const times = { at, expiresAt: at + 120_000, agreedAt: at, startedBy: 'x', live: false };
  await connection.collection('links').insertOne({ _id: 'main/forged' as never, ...link, ...times, ...change });
}
const side = (account: Account) => ({ account, reply: null, confirmedAt: house.now() - 60_000 });

async function refused(): Promise<void> {
  for (let turn = 0; turn < 3; turn++) {
    house.pass(60_000);
    await house.sweep();
  }
  expect((await test.store.links.byId('forged'))?.state).toBe('refused');
  const told = (await test.store.chain.search({}, 30)).filter(({ facts }) => facts['what'] === 'void');
  expect(told).toMatchObject([{ facts: { id: 'link/forged', why: 'not-ours' } }]);
  expect(chat.posts.some(({ key }) => key.startsWith('untrusted-link/forged'))).toBe(true);
}

describe('a link that somebody wrote into MongoDB', () => {
  it('binds nobody by a code that nobody confirmed', async () => {
    await forge({ kind: 'code', starter: side(ada), other: side(kim) });
    await refused();
    expect(await test.store.people.byAccount(kim)).toBeNull();
  });

  it('binds nobody by an e-mail that nobody proved', async () => {
    await forge({ kind: 'sign-in', starter: side(kim), other: side(ada), email: 'ada@acme.test' });
    await refused();
    expect(await test.store.people.byAccount(kim)).toBeNull();
  });

  it('unbinds nobody in the name of an administrator', async () => {
    const bob = chat.account('Ubob');
    const bound = (await test.store.people.byAccount(bob))!;
    const by = { id: (await test.store.people.byAccount(ada))!.person, label: 'ada@acme.test' };
    const unlink = { by, person: { id: bound.person, label: 'bob@acme.test' }, name: 'bob', boundAt: bound.boundAt };
    await forge({ kind: 'unlink', starter: side(ada), other: side(bob), unlink });
    await refused();
    expect(await test.store.people.byAccount(bob)).toEqual(bound);
  });

  it('binds nobody again by a link that was carried out, unlinked since, and set back', async () => {
    const now = house.now();
    const start = { account: ada, reply: null, confirmedAt: null };
    const begun = { id: 'forged', kind: 'code', state: 'open', starter: start, secret: null, email: null } as const;
    const times = { unlink: null, tries: [], at: now, expiresAt: now + 60_000, agreedAt: null };
    await test.store.links.start({ ...begun, ...times, other: { ...start, account: kim } });
    await test.store.links.enter('forged', kim, { platform: 'slack', user: '1kim', at: now, url: null }, now);
    await test.store.links.confirm('forged', 'starter', now);
    await test.store.links.confirm('forged', 'other', now);
    await house.services.links.finishAll();
    house.pass(60_000);
    await house.sweep();
    const bound = (await test.store.people.byAccount(kim))!;
    expect(bound.boundAt).toBe(now);
    await test.store.people.unbind(kim, bound.boundAt);
    await connection.collection('links').updateOne({}, { $set: { state: 'agreed' } });
    house.pass(60_000);
    await house.sweep();
    expect(await test.store.people.byAccount(kim)).toBeNull();
    expect((await test.store.links.byId('forged'))?.state).toBe('refused');
  });

  it.each([
    ['the other account', { 'other.account.user': '1other' }],
    ['since when', { agreedAt: 1 }],
    ['what was confirmed', { 'starter.confirmedAt': 1 }],
  ])('is not trusted where %s was changed', async (_what, change) => {
    const now = house.now();
    const start = { account: ada, reply: null, confirmedAt: null };
    const begun = { id: 'forged', kind: 'code', state: 'open', starter: start, secret: null, email: null } as const;
    const times = { unlink: null, tries: [], at: now, expiresAt: now + 60_000, agreedAt: null };
    await test.store.links.start({ ...begun, ...times, other: { ...start, account: kim } });
    await test.store.links.enter('forged', kim, { platform: 'slack', user: '1kim', at: now, url: null }, now);
    await test.store.links.confirm('forged', 'starter', now);
    const link = await test.store.links.confirm('forged', 'other', now);
    expect(link).toMatchObject({ state: 'agreed' });
    expect(link).not.toHaveProperty('distrust');
    await connection.collection('links').updateOne({}, { $set: change });
    expect((await test.store.links.byId('forged'))?.distrust).toBe('not-ours');
  });
});
