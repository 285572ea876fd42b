import mongoose from 'mongoose';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AccessEvent } from '../../../src/domain/events/index.ts';
import type { Store } from '../../../src/ports/store.ts';
import { linkEntries } from '../../../src/services/audit/entry.ts';
import { createAuditVerify } from '../../../src/services/audit/verify.ts';
import { connectOptions } from '../../../src/store/mongo/connection.ts';
import { createStore } from '../../../src/store/compose.ts';
import { createSealer } from '../../../src/store/seals/sealer.ts';
import { testCatalogue } from '../../support/catalogue.ts';
import { createFakeChat } from '../../support/fake-chat.ts';
import { createHouse } from '../../support/house.ts';
import type { House } from '../../support/house.ts';
import { accessesOf, email } from '../../support/open-house.ts';
import { storeSealsOf, testStore } from '../../support/store.ts';
import type { TestStore } from '../../support/store.ts';

const hour = 3_600_000;
const consoleProd = { kind: 'console', product: 'acme-prod' };
const refused = 'changed outside Latchkey, so nothing was done';
type Document = Record<string, unknown> & { _id: string };

let test: TestStore;
let connection: mongoose.Connection;
let house: House;
let chat: ReturnType<typeof createFakeChat>;
const asked: string[] = [];
const accesses = () => connection.collection('accesses') as unknown as mongoose.mongo.Collection<Document>;

async function open(isSealed: boolean): Promise<void> {
  test = await testStore();
  connection = await mongoose
    .createConnection(test.uri, { ...connectOptions(test.uri), monitorCommands: true })
    .asPromise();
  const sealer = createSealer();
  if (isSealed) sealer.use(storeSealsOf(await test.store.installationId()));
  const store = createStore(connection, 'main', Date.now, sealer);
  connection.getClient().on('commandStarted', ({ commandName }) => asked.push(commandName));
  chat = createFakeChat(
    ['ada', 'grace', 'bob', 'mia', 'lena'].map((name) => ({ user: `U${name}`, email: `${name}@acme.test` })),
  );
  house = createHouse(store, chat, testCatalogue());
  await house.services.importCatalogue();
  await house.settle();
  for (const name of ['bob', 'mia', 'lena']) await house.say(`U${name}`, 'mine', {});
}

async function close(): Promise<void> {
  await connection.close();
  await test.close();
}
beforeEach(() => open(true));
afterEach(close);

/** Bob and mia have each requested the console. */
async function bothWait(): Promise<{ readonly bob: string; readonly mia: string }> {
  await house.say('Ubob', 'request', { ...consoleProd, reason: 'Month end', duration: '2h' });
  await house.say('Umia', 'request', { ...consoleProd, reason: 'Invoices', duration: '1h' });
  const [bob] = await accessesOf(test.store, 'bob');
  const [mia] = await accessesOf(test.store, 'mia');
  return { bob: bob!.id, mia: mia!.id };
}

/** What somebody writes who can write to MongoDB: an access that started at `at`, event and all. */
async function forgeStart(id: string, at: number, withOutbox: boolean): Promise<void> {
  const document = (await accesses().findOne({ id }))!;
  const events = document['events'] as Document[];
  const n = events.length + 1;
  const event = { ...events[0], n, event: 'started', at, facts: { command: 'forged', until: null }, text: null };
  const outbox = withOutbox ? { outbox: { id: `${n}.chain`, kind: 'chain', n, at } } : {};
  await accesses().updateOne({ id }, {
    $set: { state: 'active', since: at, until: null, dueAt: null },
    $push: { events: event, ...outbox },
  } as never);
}

/** As a process reads it that starts now. */
async function distrustAfterRestart(id: string): Promise<string | undefined> {
  return (await (await test.another()).accesses.byId(id))!.access.distrust;
}

/** Has the record sealed since this entry only, as where an older version wrote what is before it. */
async function sealedSince(seq: number): Promise<void> {
  const installation = await test.store.installationId();
  const sealedBy = storeSealsOf(installation).seal('sealed-since', ['main', installation, String(seq), 'done']);
  const statement = { sealedFrom: seq, sealing: 'done', sealedBy };
  await connection.collection('installation').updateOne({ _id: 'main' as never }, { $set: statement });
}

async function chainAll(): Promise<void> {
  house.pass(60_000);
  await house.sweep();
  await house.settle();
}

const verify = (store: Store) => createAuditVerify({ store, clock: { now: house.now }, tenant: 'main' })();

const toAdministrators = () =>
  chat.posts.filter(({ key, message }) => key.startsWith('untrusted-') && message.summary.includes('audit verify'))
    .length;

describe('an access that somebody changed in MongoDB', () => {
  it.each([
    ['with an outbox entry', true, -hour],
    ['without an outbox entry', false, -hour],
    ['dated in the future', true, hour],
  ])('gives no authority (%s), also later, and is reported', async (_what, withOutbox, from) => {
    const { bob, mia } = await bothWait();
    await forgeStart(bob, house.now() + from, withOutbox);
    expect(await house.say('Ubob', 'approve', { id: mia })).toContain('to approve this.');
    await house.services.chain.access(bob);
    house.pass(0.5 * hour);
    expect(await house.say('Ubob', 'approve', { id: mia })).toContain('to approve this.');
    house.pass(hour);
    expect(await house.say('Ubob', 'approve', { id: mia })).toContain('to approve this.');
    const checked = await house.say('Uada', 'check', { ...consoleProd, who: [email('bob')] });
    expect(checked).not.toMatch(/^✅|^Yes/);
    expect((await accessesOf(test.store, 'mia'))[0]!.state).toBe('requested');

    await house.sweep();
    await house.sweep();
    await house.settle();
    const told = await test.store.chain.search({}, 30);
    expect(told.filter(({ facts }) => facts['what'] === 'void' && facts['id'] === bob)).toHaveLength(1);
    expect(toAdministrators()).toBe(1);
  });

  it.each<readonly [string, () => Partial<Document>]>([
    ['a longer end', () => ({ until: house.now() + 1_000 * hour, dueAt: house.now() + 1_000 * hour })],
    ['no end', () => ({ until: null, dueAt: null })],
    ['another person', () => ({ 'person.id': 'p_other' })],
  ])('gives nothing with %s that no event tells of', async (_what, change) => {
    await house.say('Uada', 'grant', { ...consoleProd, who: [email('bob')], reason: 'Help', duration: '2h' });
    const [bob] = await accessesOf(test.store, 'bob');
    await house.say('Umia', 'request', { ...consoleProd, reason: 'Invoices', duration: '1h' });
    const [mia] = await accessesOf(test.store, 'mia');
    await accesses().updateOne({ id: bob!.id }, { $set: change() });
    expect(await house.say('Ubob', 'approve', { id: mia!.id })).toContain('to approve this.');
  });

  it('gives nothing where it was set back to before its revocation', async () => {
    await house.say('Uada', 'grant', { ...consoleProd, who: [email('bob')], reason: 'Help', duration: '20d' });
    await house.say('Umia', 'request', { ...consoleProd, reason: 'Invoices', duration: '1h' });
    const [bob] = await accessesOf(test.store, 'bob');
    const [mia] = await accessesOf(test.store, 'mia');
    const active = (await accesses().findOne({ id: bob!.id }))!;
    const whom = { entitlement: 'console:acme-prod', people: [bob!.person.id], reason: 'Over' };
    await house.say('Uada', 'revoke-confirmed', whom);
    house.pass(60_000);
    await house.sweep();
    await accesses().replaceOne({ _id: active._id }, { ...active, outbox: [] });
    expect(await house.say('Ubob', 'approve', { id: mia!.id })).toContain('to approve this.');
  });

  it('is found by the sweep where no process saw it before it was set back', async () => {
    await house.say('Uada', 'grant', { ...consoleProd, who: [email('bob')], reason: 'Help', duration: '20d' });
    const [bob] = await accessesOf(test.store, 'bob');
    const active = (await accesses().findOne({ id: bob!.id }))!;
    const whom = { entitlement: 'console:acme-prod', people: [bob!.person.id], reason: 'Over' };
    await house.say('Uada', 'revoke-confirmed', whom);
    house.pass(60_000);
    await house.sweep();
    await accesses().replaceOne({ _id: active._id }, { ...active, outbox: [] });
    const fresh = await test.another('main');
    await fresh.accesses.lookForSetBack(house.now());
    expect(fresh.accesses.takeDoubts()).toEqual([{ id: bob!.id, why: 'set-back' }]);
    expect((await fresh.accesses.openOf(bob!.person.id)).map(({ distrust }) => distrust)).toEqual(['set-back']);
  });

  it('is not decided about where it was set back to before it was denied', async () => {
    const { bob } = await bothWait();
    const waiting = (await accesses().findOne({ id: bob }))!;
    await house.say('Uada', 'deny', { id: bob, reason: 'No' });
    house.pass(60_000);
    await house.sweep();
    await accesses().replaceOne({ _id: waiting._id }, { ...waiting, outbox: [] });
    expect(await house.say('Uada', 'approve', { id: bob })).toContain(refused);
  });

  it('gives nothing as a copy under another _id', async () => {
    await house.say('Uada', 'grant', { ...consoleProd, who: [email('bob')], reason: 'Help', duration: '20d' });
    const [bob] = await accessesOf(test.store, 'bob');
    const document = (await accesses().findOne({ id: bob!.id }))!;
    await accesses().updateOne({ _id: document._id }, { $set: { open: false } });
    await accesses().insertOne({ ...document, _id: 'main/copy' });
    const found = await test.store.accesses.openOf(bob!.person.id);
    expect(found.map(({ distrust }) => distrust)).toEqual(['moved']);
  });

  it('gives nothing where queries find it by something else than it is', async () => {
    await house.say('Uada', 'grant', { ...consoleProd, who: [email('bob')], reason: 'Help', duration: '20d' });
    const [bob] = await accessesOf(test.store, 'bob');
    await accesses().updateOne({ id: bob!.id }, { $set: { entitlementKey: 'console:acme-shop' } });
    const found = await test.store.accesses.openOf(bob!.person.id);
    expect(found.map(({ distrust }) => distrust)).toEqual(['changed']);
  });

  it('is not decided about, whoever decides, and counts no vote that was written into it', async () => {
    const { bob } = await bothWait();
    await accesses().updateOne({ id: bob }, { $set: { 'asks.0.stages': [] } });
    expect(await house.say('Uada', 'approve', { id: bob })).toContain(refused);
    expect(await house.say('Uada', 'deny', { id: bob, reason: 'No' })).toContain(refused);
    expect((await accesses().findOne({ id: bob }))!['events']).toHaveLength(1);
  });
});

describe('a limit that somebody changed in MongoDB', () => {
  const noListing = { kind: 'role', role: 'Deny user listing', instance: 'mdm-eu' };

  /** Hands over from bob to mia what Lena was shown just before bob's limit, or mia's, was changed. */
  async function handOver(changed: 'bob' | 'mia'): Promise<string> {
    await house.say('Uada', 'grant', { ...consoleProd, who: [email('bob')], duration: '8h' });
    await house.say('Uada', 'grant', { ...noListing, who: [email('bob')] });
    if (changed === 'mia') await house.say('Uada', 'grant', { ...noListing, who: [email('mia')], duration: '1h' });
    const { message } = await house.call('Ulena', 'people', { from: email('bob'), to: email('mia') });
    const limit = (await accessesOf(test.store, changed)).find(({ entitlement }) => entitlement.kind === 'role')!;
    await accesses().updateOne({ id: limit.id }, { $set: { until: house.now() + 2 * hour } });
    return house.say('Ulena', 'hand-over', message.buttons![0]!.args);
  }

  it.each(['bob', 'mia'] as const)(
    'of %s keeps everything with whoever gives, and the answer says why',
    async (who) => {
      expect(await handOver(who)).toMatch(/^Nothing was handed over: .*changed outside Latchkey/);
      const miaHas = (await accessesOf(test.store, 'mia')).map(({ entitlement }) => entitlement.kind);
      expect(miaHas).toEqual(who === 'mia' ? ['role'] : []);
    },
  );
});

describe('an access that nobody changed', () => {
  /** How many commands of MongoDB an approval by its authority takes. */
  async function approvalBy(): Promise<number> {
    await house.say('Uada', 'grant', { ...consoleProd, who: [email('bob')], reason: 'Help', duration: '20h' });
    await house.say('Umia', 'request', { ...consoleProd, reason: 'Invoices', duration: '1h' });
    const [wanted] = await accessesOf(test.store, 'mia');
    const before = asked.length;
    await house.say('Ubob', 'approve', { id: wanted!.id });
    const commands = asked.length - before;
    expect((await accessesOf(test.store, 'mia'))[0]!.state).toBe('active');
    return commands;
  }

  it('gives authority, and its seals cost no command of MongoDB', async () => {
    const sealed = await approvalBy();
    await close();
    await open(false);
    expect(sealed).toBe(await approvalBy());
  });

  it('is trusted without seals where the chain has its events from before there were seals', async () => {
    await house.say('Uada', 'grant', { ...consoleProd, who: [email('bob')], reason: 'Help', duration: '20h' });
    const [bob] = await accessesOf(test.store, 'bob');
    await accesses().updateOne({ id: bob!.id }, { $unset: { seals: '' } });
    expect((await test.store.accesses.byId(bob!.id))!.access.distrust).toBeUndefined();
    await connection.collection('audit').updateMany({}, { $unset: { seal: '' } });
    expect(await distrustAfterRestart(bob!.id)).toBe('not-ours');
    await sealedSince((await test.store.chain.head())!.seq + 1);
    expect(await distrustAfterRestart(bob!.id)).toBeUndefined();
    await connection.collection('audit').updateOne({ access: bob!.id, n: 1 }, { $set: { hash: '0'.repeat(64) } });
    expect(await distrustAfterRestart(bob!.id)).toBe('not-ours');
  });

  it('is void for good once an event of it was found with a date in the future', async () => {
    await house.say('Uada', 'grant', { ...consoleProd, who: [email('bob')], reason: 'Help', duration: '20h' });
    const [bob] = await accessesOf(test.store, 'bob');
    await test.store.accesses.voidFrom(bob!.id, 2);
    expect((await test.store.accesses.byId(bob!.id))!.access.distrust).toBe('void');
  });
});

describe('seals that somebody took away', () => {
  /** Bob's access with an event that nobody but the forger wrote, and its entry of the chain, not stored. */
  async function forged(head: { readonly seq: number; readonly hash: string }, withOutbox: boolean) {
    const { bob, mia } = await bothWait();
    await chainAll();
    await forgeStart(bob, house.now() - hour, withOutbox);
    const event = ((await accesses().findOne({ id: bob }))!['events'] as AccessEvent[]).at(-1)!;
    return { bob, mia, entry: linkEntries('main', bob, [event], head)[0]! };
  }
  const audit = () => connection.collection('audit') as unknown as mongoose.mongo.Collection<Document>;
  const stripped = () => audit().updateMany({}, { $unset: { seal: '' } });

  it.each([0, -1, 1.5])('are needed by an entry with the number %s', async (seq) => {
    const { bob, entry } = await forged({ seq: seq - 1, hash: '0'.repeat(64) }, false);
    await sealedSince(2);
    await audit().insertOne({ ...entry, _id: `main/${seq}` });
    expect(await distrustAfterRestart(bob)).toBe('not-ours');
  });

  it('are still needed where none is left, and audit verify names what lacks them', async () => {
    await chainAll();
    const { bob } = await forged({ seq: 0, hash: '0'.repeat(64) }, false);
    const event = ((await accesses().findOne({ id: bob }))!['events'] as AccessEvent[]).at(-1)!;
    const [entry] = linkEntries('main', bob, [event], await test.store.chain.head());
    await audit().insertOne({ ...entry!, _id: `main/${entry!.seq}` });
    await stripped();
    expect(await distrustAfterRestart(bob)).toBe('not-ours');
    expect((await verify(test.store)).problems.map(({ sentence }) => sentence)).toContainEqual(
      expect.stringContaining('has no seal'),
    );
  });

  it.each([
    ['the mark', () => Promise.resolve()],
    [
      'the mark and the statement',
      () =>
        connection
          .collection('installation')
          .updateOne({}, { $unset: { sealedFrom: '', sealing: '', sealedBy: '' } }) as Promise<unknown>,
    ],
  ])('are not made again at the next start (without %s)', async (_what, more) => {
    const { bob } = await forged({ seq: 0, hash: '0'.repeat(64) }, true);
    await accesses().updateMany({ id: bob }, { $unset: { seals: '' } });
    await stripped();
    await connection.collection('migrations').deleteMany({ _id: 'main/seals' as never });
    await more();
    expect(await distrustAfterRestart(bob)).toBe('not-ours');
    expect((await accesses().findOne({ id: bob }))!['seals']).toBeUndefined();
    expect((await verify(await test.another())).ok).toBe(false);
  });
});

describe('an event that concerns no access', () => {
  it('is void where Latchkey did not write it, and is reported once', async () => {
    const journal = connection.collection('journal') as unknown as mongoose.mongo.Collection<Document>;
    const [newest] = await journal.find().sort({ n: -1 }).limit(1).toArray();
    const forged = { ...newest!, _id: 'main/forged', key: 'forged', n: Number(newest!['n']) + 1, at: house.now() };
    await journal.insertOne(forged);
    for (let turn = 0; turn < 3; turn++) {
      house.pass(60_000);
      await house.sweep();
    }

    const entries = await test.store.chain.search({}, 30);
    expect(entries.filter(({ facts }) => facts['what'] === 'void')).toMatchObject([
      { facts: { id: `main/${forged.n}`, why: 'not-ours' } },
    ]);
    expect(entries.some(({ facts }) => facts.command === 'forged')).toBe(false);
    expect(chat.posts.filter(({ key }) => key.startsWith(`untrusted-main/${forged.n}`))).toHaveLength(1);
  });
});
