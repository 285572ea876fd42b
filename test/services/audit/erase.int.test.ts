import mongoose from 'mongoose';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { EraseStore } from '../../../src/ports/erase.ts';
import type { Store } from '../../../src/ports/store.ts';
import { createAuditVerify } from '../../../src/services/audit/verify.ts';
import { createChain } from '../../../src/services/audit/chain.ts';
import { createErase } from '../../../src/services/audit/erase.ts';
import { createFakeChat } from '../../support/fake-chat.ts';
import type { FakeChat } from '../../support/fake-chat.ts';
import type { House } from '../../support/house.ts';
import { createHouse } from '../../support/house.ts';
import { loadDatabase } from '../../support/load-database.ts';
import type { TestStore } from '../../support/store.ts';
import { testStore } from '../../support/store.ts';
import { secondCatalogue } from '../../support/story/organisation.ts';

const clock = { now: () => Date.now() + 120_000 };

function eraserOf(store: Store, tenant = 'main', now: { now: () => number } = clock) {
  const chain = createChain({ store, clock: now, directory: { catalogue: { tenant } } }, () => Promise.resolve());
  return createErase({ store, clock: now, chain });
}

/** Every collection as it stands, as text. */
async function everything(uri: string): Promise<Map<string, string>> {
  const connection = await mongoose.createConnection(uri, { autoIndex: false, autoCreate: false }).asPromise();
  try {
    const found = new Map<string, string>();
    for (const { name } of await connection.listCollections()) {
      const documents = await connection.collection(name).find({}).sort({ _id: 1 }).toArray();
      found.set(name, JSON.stringify(documents));
    }
    return found;
  } finally {
    await connection.close();
  }
}

/** Which collections still have one of the texts. */
async function placesOf(uri: string, values: readonly string[]): Promise<readonly string[]> {
  const texts = values.map((value) => JSON.stringify(value).slice(1, -1));
  return [...(await everything(uri))].flatMap(([name, all]) =>
    texts.some((text) => all.includes(text)) ? [name] : [],
  );
}

const verify = (store: Store, tenant = 'main', now: { now: () => number } = clock) =>
  createAuditVerify({ store, clock: now, tenant })();

/** The first so many calls that change something go through, and the next one fails. */
function failingAfter(store: Store, calls: number): Store {
  let left = calls;
  const changing = ['eraseCopies', 'eraseAccess', 'eraseJournal', 'holdMessages', 'eraseEntries', 'releaseMessages'];
  const erase = Object.fromEntries(
    Object.entries(store.erase).map(([name, method]) => [
      name,
      (...args: unknown[]) => {
        if (changing.includes(name) && left-- <= 0) return Promise.reject(new Error('interrupted'));
        return (method as (...given: unknown[]) => unknown)(...args);
      },
    ]),
  ) as unknown as EraseStore;
  return { ...store, erase };
}

describe('erasing what somebody typed, in a database that an older version wrote', () => {
  let test: TestStore;
  let store: Store;
  // Each test takes whoever has the most text left.
  beforeAll(async () => {
    test = await testStore({ tenant: 'elsewhere' });
    await loadDatabase(test.uri);
    store = await test.another('main');
    const house = createHouse(store, createFakeChat([]), secondCatalogue());
    house.pass(clock.now() - house.now());
    await house.services.baseline();
    await house.sweep();
  });
  afterAll(() => test.close());

  async function somebody() {
    const writers = new Map<string, number>();
    for await (const { text, actorId } of store.chain.walk()) {
      if (text !== null && actorId !== null) writers.set(actorId, (writers.get(actorId) ?? 0) + 1);
    }
    const [id] = [...writers].sort(([, one], [, other]) => other - one)[0]!;
    const whom = (await eraserOf(store).person(id))[0]!;
    const { values } = await store.erase.find(whom.of);
    return { whom, typed: values.map(({ value }) => value).filter((value) => value.length > 8) };
  }

  it('says what it would do and changes nothing, then leaves no text anywhere and the record whole', async () => {
    const { whom, typed } = await somebody();
    expect(typed.length).toBeGreaterThan(2);
    const before = await everything(test.uri);

    const { counts } = await eraserOf(store).plan(whom);
    expect(counts.chain).toBeGreaterThan(2);
    expect(counts.accesses).toBeGreaterThan(0);
    expect(await everything(test.uri)).toEqual(before);

    expect((await eraserOf(store).erase(whom, 'ops (command line)')).unchained).toBe(0);
    expect(await eraserOf(store).plan(whom)).toMatchObject({
      counts: { accessTexts: 0, accesses: 0, journal: 0, chain: 0, buttons: 0, notices: 0, messages: 0 },
      unchained: 0,
    });
    const onlyTheirs = typed.filter((value) => value.length > 12);
    const others = new Set<string>();
    for await (const { text } of store.chain.walk()) if (text !== null) others.add(text.value);
    expect(
      await placesOf(
        test.uri,
        onlyTheirs.filter((value) => ![...others].some((other) => other.includes(value))),
      ),
    ).toEqual([]);
    expect(await verify(store)).toMatchObject({ ok: true, problems: [], unchained: [] });
    const [erased] = (await store.chain.search({ subject: whom.subject.id }, 1)).filter(
      ({ event }) => event === 'erased',
    );
    expect(erased).toMatchObject({ actor: 'ops (command line)', via: 'cli', text: null, facts: { what: 'person' } });
  });

  it.each([1, 4])('is finished by the next run when it was interrupted after %s steps', async (steps) => {
    const { whom } = await somebody();

    await expect(eraserOf(failingAfter(store, steps)).erase(whom, 'ops')).rejects.toThrow('interrupted');
    expect(await verify(store)).toMatchObject({ ok: true, problems: [] });
    await eraserOf(store).erase(whom, 'ops');

    const again = await eraserOf(store).erase(whom, 'ops');
    expect(Object.values(again.counts).every((count) => count === 0)).toBe(true);
    expect(await verify(store)).toMatchObject({ ok: true, problems: [] });
  });
});

describe('erasing what is shown in chat', () => {
  const reason = 'My daughter is ill and I need it tonight';
  const comment = 'Sorry to read about your daughter';
  let test: TestStore;
  let chat: FakeChat;
  let house: House;
  beforeEach(async () => {
    test = await testStore();
    chat = createFakeChat(
      ['ada', 'grace', 'mia', 'kim'].map((name) => ({ user: `U${name}`, email: `${name}@acme.test` })),
    );
    house = createHouse(test.store, chat);
    await house.services.importCatalogue();
    await house.settle();
    await house.say('Umia', 'request', { kind: 'console', product: 'acme-prod', duration: '2h', reason });
  });
  afterEach(() => test.close());

  const shown = (text: string) => chat.posts.filter(({ message }) => JSON.stringify(message).includes(text));
  const mia = async () => (await test.store.people.byEmail('mia@acme.test'))!;

  async function sweepTwice(): Promise<void> {
    for (let turn = 0; turn < 2; turn++) {
      house.pass(60_000);
      await house.sweep();
    }
  }

  it('edits the cards and the audit message, and leaves no text in any collection', async () => {
    const [access] = await test.store.accesses.allOf((await mia()).id, 1);
    await house.say('Uada', 'deny', { id: access!.id, reason: comment });
    await sweepTwice();
    expect(shown(reason).length).toBeGreaterThan(1);
    const eraser = eraserOf(test.store, 'main', house);
    const whom = (await eraser.person('mia@acme.test'))[0]!;
    await test.store.notices.keep({
      id: 'n1',
      person: 'p',
      key: 'k',
      message: { summary: 's', tone: 'plain', blocks: [{ kind: 'quote', value: reason }] },
      prefer: null,
      isReport: false,
      at: house.now(),
      nextAt: null,
      tries: 0,
    });
    await test.store.stash.put('s1', JSON.stringify({ command: 'request', args: { reason } }));

    const { counts } = await eraser.erase(whom, 'ops');
    expect(counts).toMatchObject({ accesses: 1, buttons: 1, notices: 1 });
    expect(counts.messages).toBeGreaterThan(0);
    expect(await placesOf(test.uri, [reason, comment])).toEqual([]);
    await sweepTwice();

    const channels = chat.posts;
    for (const text of [reason, comment]) expect(shown(text).map(({ key }) => key)).toEqual([]);
    expect(channels.some(({ key, edits }) => key.startsWith('tell-') && edits > 0)).toBe(true);
    expect(channels.some(({ key, edits }) => key.startsWith('audit-') && edits > 0)).toBe(true);
    expect(channels.some(({ key, edits }) => key.startsWith('card-') && edits > 0)).toBe(true);
    expect(await test.store.cards.outdated(10)).toEqual([]);
    const edits = chat.posts.map((post) => post.edits);
    await sweepTwice();
    expect(chat.posts.map((post) => post.edits)).toEqual(edits);
    expect(await verify(test.store, 'main', house)).toMatchObject({ ok: true, problems: [], unchained: [] });
  });

  it('erases one access and leaves the others', async () => {
    await house.say('Ukim', 'request', { kind: 'console', product: 'acme-prod', reason: 'Another reason entirely' });
    const [first] = await test.store.accesses.allOf((await mia()).id, 1);
    const eraser = eraserOf(test.store, 'main', house);

    await eraser.erase((await eraser.access(first!.id))!, 'ops');

    expect(await placesOf(test.uri, [reason])).toEqual([]);
    expect(await placesOf(test.uri, ['Another reason entirely'])).not.toEqual([]);
    expect((await test.store.accesses.byId(first!.id))?.access.asks[0]?.reason).toBeNull();
  });

  it('leaves buttons of others that are named like what was typed', async () => {
    await house.say('Ukim', 'request', { kind: 'console', product: 'acme-prod', reason: 'approve' });
    const { stash } = test.store;
    await stash.put('other', JSON.stringify({ command: 'approve', args: { id: 'a9', ask: 'approve' } }));
    await stash.put('theirs', JSON.stringify({ command: 'revoke-confirmed', args: { reason: 'approve' } }));
    const eraser = eraserOf(test.store, 'main', house);
    const { counts } = await eraser.erase((await eraser.person('kim@acme.test'))[0]!, 'ops');
    expect(counts.buttons).toBe(1);
    expect(await stash.get('other')).not.toBeNull();
    expect(await stash.get('theirs')).toBeNull();
  });

  it('finds somebody by an address that was released, and asks for the id where it had two holders', async () => {
    const { people } = test.store;
    const one = await mia();
    const [account] = one.accounts;
    const waits = { id: 'w', account: account!.account, name: 'mia', person: one.id, oldEmail: 'mia@acme.test' };
    await people.wait({ ...waits, newEmail: 'mia.li@acme.test', why: 'changed', how: 'email', since: house.now() });
    await people.settle('w', true, house.now());
    const eraser = eraserOf(test.store, 'main', house);
    expect((await eraser.person('mia@acme.test')).map(({ subject }) => subject)).toEqual([
      { id: one.id, label: 'mia.li@acme.test' },
    ]);
    const next = await people.ensureEmail('mia@acme.test', 'p_next');
    expect((await eraser.person('mia@acme.test')).map(({ subject }) => subject.id)).toEqual([next.id, one.id]);
    expect((await eraser.person(one.id))[0]!.of).not.toMatchObject({
      labels: expect.arrayContaining(['mia@acme.test']),
    });
  });

  it('lets nobody who read the access before write the text back', async () => {
    const [before] = await test.store.accesses.allOf((await mia()).id, 1);
    const eraser = eraserOf(test.store, 'main', house);
    await eraser.erase((await eraser.access(before!.id))!, 'ops');

    const { v, command, configuration } = before!.events[0]!.facts;
    const facts = { v: v!, command, configuration };
    const n = before!.events.length + 1;
    const event = { ...before!.events[0]!, n, event: 'cancelled' as const, text: null, facts };
    const after = { ...before!, version: before!.version + 1, events: [...before!.events, event] };
    expect(await test.store.accesses.save(before!, after, [event], [])).toBe('clash');
  });
});
