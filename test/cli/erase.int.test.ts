import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import mongoose from 'mongoose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createFakeChat } from '../support/fake-chat.ts';
import type { FakeChat } from '../support/fake-chat.ts';
import type { House } from '../support/house.ts';
import { createHouse } from '../support/house.ts';
import { email } from '../support/open-house.ts';
import type { TestStore } from '../support/store.ts';
import { testStore } from '../support/store.ts';
import { jsonLines, latchkey } from './run.ts';

/** Stands in everything that mia typed, and in everything that others typed about her. */
const marker = 'zebra-in-the-kitchen';
const consoleProd = { kind: 'console', product: 'acme-prod' };

let test: TestStore;
let chat: FakeChat;
let house: House;
let folder = '';
let env: Record<string, string> = {};
beforeAll(async () => {
  test = await testStore();
  folder = await mkdtemp(join(tmpdir(), 'latchkey-erase-'));
  const config = join(folder, 'latchkey.yml');
  await writeFile(config, 'products: [{ id: acme-prod, administrators: [ada@acme.test] }]\n');
  env = {
    MONGODB_URI: test.uri,
    LATCHKEY_CONFIG: config,
    LATCHKEY_SECRET: Buffer.alloc(32, 7).toString('base64'),
  };
  chat = createFakeChat(
    ['ada', 'grace', 'mia', 'kim', 'bob'].map((name) => ({ user: `U${name}`, email: `${name}@acme.test` })),
  );
  house = createHouse(test.store, chat);
  // The command goes by MongoDB's time: what it finds must not be in its future.
  house.pass(Date.now() - 30 * 60_000 - house.now());
  await house.services.importCatalogue();
  await house.settle();
  await typeEverywhere();
}, 60_000);
afterAll(async () => {
  await test.close();
  await rm(folder, { recursive: true });
});

const run = (...args: string[]) => latchkey(['erase', ...args], { env });
const idsOf = async (name: string) => {
  const person = (await test.store.people.byEmail(`${name}@acme.test`))!;
  return (await test.store.accesses.allOf(person.id, 9)).map(({ id }) => id);
};

/** Requests, decisions, grants, revocations, refusals, what waits: with the marker in each. */
async function typeEverywhere(): Promise<void> {
  let texts = 0;
  const say = async (...what: Parameters<House['say']>) => {
    house.pass(1_000);
    await house.say(...what);
  };
  const because = (what: string) => ({ reason: `${marker} ${what} ${++texts}` });
  await say('Umia', 'request', { ...consoleProd, duration: '2h', ...because('request') });
  await say('Uada', 'deny', { id: (await idsOf('mia'))[0]!, ...because('denial') });
  await say('Umia', 'grant', { ...consoleProd, who: [email('bob')], duration: '30m', ...because('without authority') });
  await say('Umia', 'request', { ...consoleProd, duration: '2h', ...because('again') });
  await say('Uada', 'approve', { id: (await idsOf('mia'))[0]!, ...because('approval') });
  // Mia has console access now, so she decides about others.
  await say('Ukim', 'request', { ...consoleProd, duration: '1h', reason: 'What kim typed stays' });
  await say('Umia', 'deny', { id: (await idsOf('kim'))[0]!, ...because('to kim') });
  await say('Umia', 'grant', { ...consoleProd, who: [email('bob')], duration: '30m', ...because('to bob') });
  await say('Umia', 'revoke', { ...consoleProd, who: [email('bob')], sure: 'yes', ...because('from bob') });
  await say('Umia', 'grant', { ...consoleProd, who: [email('mia')], duration: '30m', ...because('to herself') });
  const help = { kind: 'role', role: 'Help desk', instance: 'mdm-eu' };
  await say('Umia', 'request', { ...help, duration: '1h', ...because('help desk') });
  await say('Umia', 'request', { ...help, duration: '1h', ...because('twice') });
  const [first] = (await test.store.chain.search({}, 50)).flatMap(({ text }) => text ?? []);
  await test.store.stash.put('button', JSON.stringify({ command: 'revoke', args: { reason: first!.value } }));
  const quoted = { summary: 's', tone: 'plain', blocks: [{ kind: 'quote', label: 'Reason', value: first!.value }] };
  await test.store.notices.keep({
    ...{ id: 'waits', person: 'p', key: 'k', prefer: null, isReport: false, at: house.now(), nextAt: null, tries: 0 },
    message: quoted as never,
  });
  await sweepTwice();
}

async function sweepTwice(): Promise<void> {
  for (let turn = 0; turn < 2; turn++) {
    house.pass(60_000);
    await house.sweep();
  }
}

/** The collections that have a text anywhere. */
async function collectionsWith(text: string): Promise<readonly string[]> {
  const connection = await mongoose.createConnection(test.uri, { autoIndex: false, autoCreate: false }).asPromise();
  try {
    const found: string[] = [];
    for (const { name } of await connection.listCollections()) {
      const documents = await connection.collection(name).find({}).toArray();
      if (JSON.stringify(documents).includes(text)) found.push(name);
    }
    return found.sort();
  } finally {
    await connection.close();
  }
}

const shown = (text: string) => chat.posts.filter(({ message }) => JSON.stringify(message).includes(text));

describe('latchkey erase', () => {
  it('says what is wrong with how it was called, and exits 2', async () => {
    expect(await run('--person', 'mia@acme.test', '--access', 'a')).toMatchObject({ code: 2 });
    const noSecret = await latchkey(['erase', '--person', 'mia@acme.test', '--yes'], {
      env: { ...env, LATCHKEY_SECRET: '' },
    });
    expect(noSecret).toMatchObject({ code: 2, err: expect.stringContaining('set LATCHKEY_SECRET') as string });
    const wrong = await latchkey(['erase', '--person', 'mia@acme.test', '--yes'], {
      env: { ...env, LATCHKEY_SECRET: Buffer.alloc(32, 1).toString('base64') },
    });
    expect(wrong).toMatchObject({ code: 2, err: expect.stringContaining('Nothing was erased') as string });
  });

  it('says in one sentence that it knows nobody of that name, and no such access, and exits 1', async () => {
    const person = await run('--person', 'nobody@acme.test', '--yes');
    expect(person.code).toBe(1);
    expect(person.out.trim().split('\n')).toEqual([expect.stringContaining('Nobody is known as nobody@acme.test')]);
    const access = await run('--access', 'nothing');
    expect(access).toMatchObject({ code: 1, out: 'There is no access nothing.\n' });
    expect(jsonLines((await run('--access', 'nothing', '--json')).out)).toMatchObject([{ ok: false }]);
  });

  it('says without --yes what would be erased, and changes nothing', async () => {
    const before = await collectionsWith(marker);
    expect(before).toEqual(['accesses', 'audit', 'journal', 'notices', 'stash']);
    const { code, out } = await run('--person', 'mia@acme.test');
    expect(code).toBe(0);
    expect(out).toContain('This would erase the typed text about mia@acme.test:');
    expect(out).toContain('1 buttons that carry some of it, and 1 notices that wait');
    expect(out).toContain('Nothing was changed.');
    expect(await collectionsWith(marker)).toEqual(before);
    expect(shown(marker).length).toBeGreaterThan(5);
  });

  it('erases with --yes everything that a person typed or that was typed about them, and nothing else', async () => {
    const { code, out } = await run('--person', 'mia@acme.test', '--yes');
    expect(code).toBe(0);
    expect(out).toContain('Erased the typed text about mia@acme.test:');
    expect(await collectionsWith(marker)).toEqual([]);
    expect(await collectionsWith('What kim typed stays')).toEqual(['accesses', 'audit']);
  });

  it('has the messages in chat edited, and the record stays whole', async () => {
    // Late enough for what the command left, and not in the future of the next one.
    house.pass(Date.now() + 10_000 - house.now());
    await house.sweep();
    await house.sweep();
    expect(shown(marker).map(({ key }) => key)).toEqual([]);
    expect(shown('What kim typed stays').length).toBeGreaterThan(0);
    expect(await latchkey(['audit', 'verify'], { env })).toMatchObject({ code: 0 });
    expect((await test.store.accesses.byId((await idsOf('mia'))[0]!))!.access.distrust).toBeUndefined();
  });

  it('says the second time that nothing is left', async () => {
    const again = await run('--person', 'mia@acme.test', '--yes');
    expect(again).toMatchObject({ code: 0, out: 'No typed text is left about mia@acme.test.\n' });
    expect((await test.store.chain.search({}, 50)).filter(({ event }) => event === 'erased')).toHaveLength(1);
  });

  it('erases one access', async () => {
    const [kim] = await idsOf('kim');
    const { code, out } = await run('--access', kim!, '--yes', '--json');
    expect(code).toBe(0);
    expect(jsonLines(out)).toMatchObject([{ ok: true, erased: true, what: 'access', id: kim, unchained: 0 }]);
    expect(await collectionsWith('What kim typed stays')).toEqual([]);
    expect(await latchkey(['audit', 'verify'], { env })).toMatchObject({ code: 0 });
  });
});
