import mongoose from 'mongoose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exportEntry, hashOf } from '../../../src/services/audit/entry.ts';
import { createAuditVerify } from '../../../src/services/audit/verify.ts';
import { NotOurs } from '../../../src/ports/seals.ts';
import { testCatalogue } from '../../support/catalogue.ts';
import { createFakeChat } from '../../support/fake-chat.ts';
import { giveRoles } from '../../support/fake-roles.ts';
import type { House } from '../../support/house.ts';
import { createHouse } from '../../support/house.ts';
import { email } from '../../support/open-house.ts';
import { testStore } from '../../support/store.ts';
import type { TestStore } from '../../support/store.ts';

const day = 24 * 3_600_000;
const consoleProd = { kind: 'console', product: 'acme-prod' };
type Document = Record<string, unknown> & { _id: string };
type Rows = mongoose.mongo.Collection<Document>;

let test: TestStore;
let connection: mongoose.Connection;
let house: House;
let whole: ReadonlyMap<string, readonly Document[]>;
let anchor: { readonly seq: number; readonly hash: string };
const rows = (name: string): Rows => connection.collection(name) as unknown as Rows;

async function snapshot(): Promise<ReadonlyMap<string, readonly Document[]>> {
  const all = new Map<string, readonly Document[]>();
  for (const { name } of await connection.listCollections()) all.set(name, await rows(name).find().toArray());
  return all;
}

/** Puts back what one manipulation changed. */
async function restore(): Promise<void> {
  for (const [name, documents] of whole) {
    await rows(name).deleteMany({});
    if (documents.length > 0) await rows(name).insertMany([...documents]);
  }
}

beforeAll(async () => {
  test = await testStore();
  connection = await mongoose.createConnection(test.uri).asPromise();
  const chat = createFakeChat(
    ['ada', 'grace', 'bob', 'mia', 'lena'].map((name) => ({ user: `U${name}`, email: `${name}@acme.test` })),
  );
  const target = { entitlement: 'role:mdm-eu/Operator', platform: 'slack', role: '2102', restore: false };
  house = createHouse(test.store, chat, testCatalogue({ targets: [target] }));
  giveRoles(chat, { '2102': 'Crew' }, house.now);
  await house.services.importCatalogue();
  await house.settle();
  for (const name of ['bob', 'mia', 'lena']) await house.say(`U${name}`, 'mine', {});
  await house.say('Uada', 'grant', { ...consoleProd, who: [email('bob')], reason: 'Month end', duration: '20d' });
  const bob = (await test.store.people.byEmail('bob@acme.test'))!;
  await house.say('Uada', 'revoke-confirmed', { entitlement: 'console:acme-prod', people: [bob.id], reason: 'Over' });
  house.pass(1_000);
  await house.say('Umia', 'request', { ...consoleProd, reason: 'Invoices', duration: '20d' });
  const mia = (await test.store.people.byEmail('mia@acme.test'))!;
  const [asked] = await test.store.accesses.allOf(mia.id, 1);
  await house.say('Uada', 'approve', { id: asked!.id, reason: 'Fine' });
  await house.say('Ugrace', 'grant', { kind: 'role', role: 'Operator', instance: 'mdm-eu', who: [email('mia')] });
  await house.say('Ulena', 'request', { ...consoleProd, reason: 'Waits' });
  await house.sweep();
  await test.store.stash.put('a'.repeat(32), '{"command":"revoke-confirmed"}');
  house.pass(120_000);
  whole = await snapshot();
  anchor = (await test.store.chain.head())!;
});
afterAll(async () => {
  await connection.close();
  await test.close();
});

async function verify(anchored = false) {
  const { store } = test;
  return createAuditVerify({ store, clock: { now: house.now }, tenant: 'main' })(anchored ? { anchors: [anchor] } : {});
}

const active = { state: 'active', 'person.label': 'mia@acme.test', entitlementKey: 'console:acme-prod' };
const waiting = { state: 'requested' };
const set = (name: string, filter: object, change: object) => () => rows(name).updateOne(filter, change);
const remove = (name: string, filter: object) => () => rows(name).deleteOne(filter);

/** A copy of a document, changed, under another `_id`. */
const copy = (name: string, filter: object, change: (document: Document) => object) => async () => {
  const [document] = await rows(name).find(filter).limit(1).toArray();
  await rows(name).insertOne({ ...document!, ...change(document!) });
};

/** An event that somebody wrote: bob's access starts again, without end. */
async function forge(at: number, withOutbox: boolean): Promise<void> {
  const [document] = await rows('accesses').find(waiting).limit(1).toArray();
  const events = document!['events'] as Document[];
  const n = events.length + 1;
  const event = { ...events[0], n, event: 'started', at, facts: { command: 'forged', until: null }, text: null };
  const outbox = withOutbox ? { outbox: { id: `${n}.chain`, kind: 'chain', n, at } } : {};
  const fields = { state: 'active', since: at, until: null, dueAt: null };
  await rows('accesses').updateOne({ _id: document!._id }, {
    $set: fields,
    $push: { events: event, ...outbox },
  } as never);
}

/** As `forge`, and then Latchkey works off the outbox. */
async function forgeAndChain(at: number): Promise<void> {
  await forge(at, true);
  const [document] = await rows('accesses').find({ 'events.facts.command': 'forged' }).toArray();
  await house.services.chain.access(String(document!['id']));
}

/** An entry that somebody put at the head, with everything right but the seal. */
async function forgeHead(): Promise<void> {
  const [head] = await rows('audit').find().sort({ seq: -1 }).limit(1).toArray();
  const { _id, seal: _seal, ...entry } = head as Document & { seal: unknown };
  const seq = anchor.seq + 1;
  const next = { ...entry, seq, n: Number(entry['n']) + 100, access: null, prev: anchor.hash, hash: '' };
  const hash = hashOf(exportEntry(next as never));
  await rows('audit').insertOne({ ...next, hash, seal: 'A'.repeat(43), _id: `${_id.split('/')[0]}/${seq}` });
}

describe('whoever can write to MongoDB', () => {
  it('finds a whole record to begin with', async () => {
    expect(await verify(true)).toMatchObject({ ok: true, problems: [], unchained: [], trusted: 0 });
  });

  it.each<readonly [string, () => Promise<unknown>, RegExp]>([
    // Accesses
    [
      'inserts an access under an _id of no tenant',
      copy('accesses', active, () => ({ _id: 'elsewhere', open: false })),
      /lies under elsewhere/,
    ],
    [
      'inserts an access under an _id of another tenant',
      copy('accesses', active, () => ({ _id: 'other/x', open: false })),
      /lies under other\/x/,
    ],
    [
      'inserts an access that no event tells of',
      copy('accesses', active, () => ({ _id: 'main/forged', id: 'forged', open: false })),
      /forged/,
    ],
    [
      'moves an access to another tenant',
      set('accesses', active, { $set: { tenant: 'other' } }),
      /with the tenant other|removed/,
    ],
    ['deletes an access', remove('accesses', active), /it was removed/],
    ['makes an access unreadable', set('accesses', active, { $set: { state: 'magic' } }), /cannot be read/],
    ['hides an access from queries', set('accesses', active, { $set: { open: false } }), /another open/],
    ['takes an access away from its timer', set('accesses', active, { $set: { dueAt: null } }), /another dueAt/],
    [
      'lets an access count for something else',
      set('accesses', active, { $set: { entitlementKey: 'console:x' } }),
      /another entitlementKey/,
    ],
    [
      'changes what an access is to',
      set('accesses', active, { $set: { 'entitlement.product': 'x' } }),
      /another entitlement/,
    ],
    ['changes when an access was made', set('accesses', active, { $set: { createdAt: 1 } }), /another createdAt/],
    [
      'gives an access to somebody else',
      set('accesses', active, { $set: { 'person.id': 'p_mallory' } }),
      /another person/,
    ],
    ['lengthens an access', set('accesses', active, { $set: { until: null, dueAt: null } }), /another until/],
    ['starts an access that waits', set('accesses', waiting, { $set: { state: 'active', since: 1 } }), /another state/],
    [
      'opens an access that was revoked',
      set('accesses', { state: 'ended' }, { $set: { state: 'active', endedAt: null, open: true } }),
      /another state/,
    ],
    [
      'sets an access back to before it was revoked',
      async () => {
        const [document] = await rows('accesses').find({ state: 'ended' }).limit(1).toArray();
        const events = (document!['events'] as Document[]).slice(0, -1);
        const fields = { events, state: 'active', endedAt: null, open: true, until: document!['until'] };
        await rows('accesses').updateOne({ _id: document!._id }, { $set: fields });
      },
      /is stored without it/,
    ],
    [
      'makes an access void',
      set('accesses', active, { $set: { voidFrom: 1 } }),
      /is stored as void, but none of its events was found void/,
    ],
    ['takes the last event away', set('accesses', { state: 'ended' }, { $pop: { events: 1 } }), /is stored without it/],
    [
      'changes who approved',
      set('accesses', active, { $set: { 'asks.0.decisions.0.person.id': 'p_mallory' } }),
      /another asks/,
    ],
    ['needs no approval any more', set('accesses', waiting, { $set: { 'asks.0.stages': [] } }), /another asks/],
    [
      'changes an event',
      set('accesses', active, { $set: { 'events.1.actorId': 'p_mallory' } }),
      /differs from the chain/,
    ],
    ['backdates an event', set('accesses', active, { $set: { 'events.0.at': 1 } }), /differs from the chain/],
    ['adds an event of the past', () => forge(house.now() - day, false), /was not written by Latchkey/],
    ['adds an event of the future', () => forge(house.now() + day, false), /dated in the future/],
    ['adds an event and has Latchkey chain it', () => forgeAndChain(house.now() - day), /was not written by Latchkey/],
    [
      'adds an event of the future and has Latchkey chain it',
      () => forgeAndChain(house.now() + day),
      /was not written by Latchkey/,
    ],
    [
      'puts an effect into the outbox',
      set('accesses', waiting, { $push: { outbox: { id: '1.start', kind: 'start', n: 1, at: 1 } } }),
      /outbox entry 1\.start/,
    ],
    // Typed text
    [
      'rewrites a reason in its event',
      set('accesses', active, { $set: { 'events.0.text.value': 'x' } }),
      /typed text of event/,
    ],
    ['rewrites a reason in its ask', set('accesses', active, { $set: { 'asks.0.reason.value': 'x' } }), /another asks/],
    [
      'rewrites a comment',
      set('accesses', active, { $set: { 'asks.0.decisions.0.comment.value': 'x' } }),
      /another asks/,
    ],
    [
      'rewrites a reason in the chain',
      set('audit', { text: { $ne: null } }, { $set: { 'text.value': 'x' } }),
      /textDigest/,
    ],
    // The chain
    ['changes an entry', set('audit', { seq: 3 }, { $set: { actor: 'mallory@acme.test' } }), /its hash is not that/],
    ['deletes an entry', remove('audit', { seq: 3 }), /missing before it/],
    ['adds an entry at the head', forgeHead, /its seal is not that of Latchkey/],
    ['takes the seal of an entry away', set('audit', { seq: 3 }, { $set: { seal: null } }), /has no seal/],
    [
      'adds an entry without a number',
      copy('audit', { seq: 3 }, () => ({ _id: 'main/x', seq: 'x', n: 900 })),
      /no proper number/,
    ],
    // What concerns no access
    [
      'changes an event of the journal',
      set('journal', { n: 2 }, { $set: { actor: 'mallory@acme.test' } }),
      /journal differs/,
    ],
    ['deletes an event of the journal', remove('journal', { n: 2 }), /it was removed/],
    [
      'adds an event to the journal',
      copy('journal', { n: 2 }, () => ({ _id: 'main/x', key: 'x', n: 900 })),
      /was not written by Latchkey/,
    ],
    ['deletes a fence', remove('fences', {}), /fence .* was removed/],
    ['moves a fence to an earlier time', set('fences', {}, { $set: { heardAt: 1 } }), /fence .* has an earlier time/],
    ['adds a fence', copy('fences', {}, () => ({ _id: 'main/p_x/console', person: 'p_x' })), /fence .* is not the one/],
    ['deletes the record of a role', remove('targets', {}), /record of the role .* was removed/],
    [
      'says that a role was never given',
      set('targets', {}, { $set: { 'state.given': null, held: false } }),
      /record of the role .* is not what/,
    ],
    ['hides a role from queries', set('targets', {}, { $set: { held: false } }), /record of the role .* is not what/],
    [
      'says that a role was given by hand',
      set('targets', {}, { $set: { 'state.drift': 'given-by-hand' } }),
      /record of the role .* is not what was recorded of it: drift/,
    ],
    [
      'says that a role was taken by hand, so that nobody gives it again',
      set('targets', {}, { $set: { 'state.drift': 'taken-by-hand' } }),
      /record of the role .*: drift/,
    ],
    [
      'says that a role could not be given',
      set('targets', {}, { $set: { 'state.failure': { sentence: 'No', times: 90 } } }),
      /record of the role .*: failure/,
    ],
    [
      'says that the holder of a role left',
      set('targets', {}, { $set: { 'state.left': true } }),
      /record of the role .*: left/,
    ],
    [
      'says that somebody decided to take a role away',
      set('targets', {}, { $set: { 'state.takenBy': { id: 'p_mallory', label: 'mallory@acme.test' } } }),
      /record of the role .*: takenBy/,
    ],
    [
      'makes an administrator newer than they are',
      set('catalogue', {}, { $set: { administratorsSince: [{ entry: 'acme-prod ada@acme.test', since: 1 }] } }),
      /imported from the configuration/,
    ],
    ['changes what was imported', set('catalogue', {}, { $set: { members: [] } }), /imported from the configuration/],
    ['deletes what was imported', remove('catalogue', {}), /imported from the configuration/],
    // People
    ['deletes a person', remove('persons', { email: 'mia@acme.test' }), /The person .* was removed/],
    [
      'gives a person another address',
      set('persons', { email: 'mia@acme.test' }, { $set: { 'addresses.0.address': 'x@acme.test' } }),
      /The person/,
    ],
    [
      'binds an account to somebody else',
      set('persons', { email: 'mia@acme.test' }, { $set: { 'bindings.0.account.user': 'Umallory' } }),
      /The person/,
    ],
    [
      'lets a person be found by something else',
      set('persons', { email: 'mia@acme.test' }, { $push: { held: 'address root@acme.test' } }),
      /fields for queries/,
    ],
    [
      'lets the configuration mean a person by an address that was never theirs',
      set('persons', { email: 'mia@acme.test' }, { $push: { everHeld: 'ada@acme.test' } }),
      /fields for queries/,
    ],
    [
      'hides an account that a person shared, so that they count as two',
      set('persons', { email: 'mia@acme.test' }, { $set: { everBound: [] } }),
      /fields for queries/,
    ],
    [
      'says that a person was named by somebody',
      set('persons', { email: 'mia@acme.test' }, { $set: { namedBy: 'p_mallory' } }),
      /stored with other namedBy/,
    ],
    [
      'says that an address was typed by somebody',
      set('persons', { email: 'mia@acme.test' }, { $set: { 'addresses.0.by': 'p_mallory' } }),
      /stored with other addresses/,
    ],
    [
      'makes an address one that somebody else had before',
      set('persons', { email: 'mia@acme.test' }, { $set: { 'addresses.0.again': true } }),
      /stored with other addresses/,
    ],
    [
      'gives back an address that was released',
      set('persons', { email: 'mia@acme.test' }, { $set: { 'addresses.0.releasedAt': 1 } }),
      /The person/,
    ],
    [
      'has an account proved by its platform that was not',
      set('persons', { email: 'mia@acme.test' }, { $set: { 'bindings.0.how': 'code' } }),
      /The person/,
    ],
    [
      'has a question wait that Latchkey administrators would decide',
      set(
        'persons',
        { email: 'mia@acme.test' },
        { $set: { moving: { at: 1, changes: [], actor: null, via: 'slack' } } },
      ),
      /stored with other moving/,
    ],
  ])('%s: audit verify names it', async (_, manipulate, named) => {
    await manipulate();
    try {
      const report = await verify();
      const said = [
        ...report.problems.map(({ sentence }) => sentence),
        ...report.unchained.map(({ id }) => `unchained ${id}`),
      ];
      expect(report.ok).toBe(false);
      expect(said.join('\n')).toMatch(named);
    } finally {
      await restore();
    }
  });

  it('changes what a button does: it is refused when it is used', async () => {
    await rows('stash').updateOne({}, { $set: { text: '{"command":"approve"}' } });
    await expect(test.store.stash.get('a'.repeat(32))).rejects.toThrow(NotOurs);
    await restore();
    expect(await test.store.stash.get('a'.repeat(32))).toBe('{"command":"revoke-confirmed"}');
  });

  it('has Latchkey chain nothing that it did not write, which the record says', async () => {
    await forgeAndChain(house.now() - day);
    await house.settle();
    const entries = await test.store.chain.search({}, 5);
    expect(entries[0]).toMatchObject({ event: 'refused', facts: { what: 'void', why: 'not-ours' } });
    expect(entries.some(({ facts }) => facts.command === 'forged')).toBe(false);
    await restore();
  });

  it('cuts the end off everywhere at once: only an anchor finds it', async () => {
    const last = (await rows('journal').find().sort({ n: -1 }).limit(1).toArray())[0]!;
    await house.say('Ubob', 'grant', { ...consoleProd, who: [email('lena')] });
    await house.settle();
    const later = (await test.store.chain.head())!;
    expect(later.seq).toBeGreaterThan(anchor.seq);
    await restore();
    expect(last).toBeDefined();
    expect((await verify()).ok).toBe(true);
    const report = await createAuditVerify({ store: test.store, clock: { now: house.now }, tenant: 'main' })({
      anchors: [later],
    });
    expect(report.problems.map(({ sentence }) => sentence).join()).toContain('is not in the chain any more');
  });
});
