import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import mongoose from 'mongoose';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSeals } from '../../src/lib/seals.ts';
import { SecretMissing } from '../../src/ports/seals.ts';
import { openStore } from '../../src/store/index.ts';
import { createFakeChat } from '../support/fake-chat.ts';
import { createHouse } from '../support/house.ts';
import type { House } from '../support/house.ts';
import { email } from '../support/open-house.ts';
import type { TestStore } from '../support/store.ts';
import { quiet, testStore } from '../support/store.ts';
import { jsonLines, latchkey } from './run.ts';

const consoleProd = { kind: 'console', product: 'acme-prod' };
const fresh = Buffer.alloc(32, 9).toString('base64');
const old = Buffer.alloc(32, 7).toString('base64');

let test: TestStore;
let house: House;
let folder = '';
let env: Record<string, string> = {};
let anchor = '';
beforeEach(async () => {
  test = await testStore();
  folder = await mkdtemp(join(tmpdir(), 'latchkey-reseal-'));
  const config = join(folder, 'latchkey.yml');
  await writeFile(config, 'products: [{ id: acme-prod, administrators: [ada@acme.test] }]\n');
  env = { MONGODB_URI: test.uri, LATCHKEY_CONFIG: config, LATCHKEY_SECRET: fresh };
  const chat = createFakeChat(['ada', 'bob', 'mia'].map((name) => ({ user: `U${name}`, email: `${name}@acme.test` })));
  house = createHouse(test.store, chat);
  // The commands go by MongoDB's time: what they find must not be in its future.
  house.pass(Date.now() - 30 * 60_000 - house.now());
  await house.services.importCatalogue();
  await house.settle();
  await house.say('Uada', 'grant', { ...consoleProd, who: [email('bob')], reason: 'Help', duration: '20d' });
  await house.say('Umia', 'request', { ...consoleProd, reason: 'Invoices', duration: '1h' });
  await house.sweep();
  const head = (await test.store.chain.head())!;
  anchor = `${head.seq}:${head.hash}`;
});
afterEach(async () => {
  await test.close();
  await rm(folder, { recursive: true });
});

const reseal = (...args: string[]) => latchkey(['audit', 'reseal', ...args], { env });
const verify = (secret: string) =>
  latchkey(['audit', 'verify', '--json', '--anchor', anchor], { env: { ...env, LATCHKEY_SECRET: secret } });
/** As `latchkey start` opens it. */
async function opened(secret: string) {
  const sealsOf = (id: string) => createSeals([Buffer.from(secret, 'base64')], id);
  return openStore({ uri: test.uri, tenant: 'main', log: quiet, sealsOf, refuseForeignSeals: true });
}

describe('latchkey audit reseal', () => {
  it('wants anchors and a secret, and has nothing to do where the secret is right', async () => {
    const noAnchor = await reseal();
    expect(noAnchor).toMatchObject({ code: 2, err: expect.stringContaining('--anchor SEQ:HASH') as string });
    const noSecret = await latchkey(['audit', 'reseal', '--anchor', anchor], {
      env: { ...env, LATCHKEY_SECRET: '' },
    });
    expect(noSecret.code).toBe(2);
    const right = await latchkey(['audit', 'reseal', '--anchor', anchor, '--yes'], {
      env: { ...env, LATCHKEY_SECRET: old },
    });
    expect(right).toMatchObject({ code: 0, out: expect.stringContaining('Nothing has to be done') as string });
  });

  it('says first what it would trust and changes nothing; then the record is whole and goes on with the new secret', async () => {
    await expect(opened(fresh)).rejects.toBeInstanceOf(SecretMissing);
    const before = (await test.store.chain.head())!;

    const dry = await reseal('--anchor', anchor);
    expect(dry).toMatchObject({ code: 0, out: expect.stringContaining('Nothing was changed') as string });
    expect(await test.store.chain.head()).toEqual(before);
    await expect(opened(fresh)).rejects.toBeInstanceOf(SecretMissing);

    const done = await reseal('--anchor', anchor, '--yes', '--json');
    expect(done.code).toBe(0);
    expect(jsonLines(done.out)).toMatchObject([{ ok: true, resealed: true, found: { entries: null, unchained: [] } }]);
    const [report] = jsonLines((await verify(fresh)).out);
    expect(report).toMatchObject({ ok: true, problems: [], unchained: [] });
    const { store, close } = await opened(fresh);
    const [entry] = await store.chain.search({}, 1);
    expect(entry).toMatchObject({ event: 'baseline', via: 'cli', facts: { what: 'resealed', head: anchor } });
    const bob = (await store.people.byEmail('bob@acme.test'))!;
    expect((await store.accesses.openOf(bob.id)).map(({ distrust }) => distrust)).toEqual([undefined]);
    expect(await store.record.foreignSeal()).toBeNull();
    await close();
    expect(await reseal('--anchor', anchor, '--yes')).toMatchObject({
      out: expect.stringContaining('Nothing has to be done') as string,
    });
  });

  it('names what comes after the newest anchor', async () => {
    const [mia] = await test.store.accesses.waiting(1);
    await house.say('Uada', 'deny', { id: mia!.id, reason: 'Not now' });
    await house.sweep();
    const from = Number(anchor.split(':')[0]) + 1;
    const { out } = await reseal('--anchor', anchor, '--json');
    expect(jsonLines(out)).toMatchObject([{ resealed: false, found: { entries: { from } } }]);
  });

  it.each([
    ['an anchor is not in the chain', {}, () => `${anchor.split(':')[0]}:${'a'.repeat(64)}`],
    ['the chain was rewritten', { $set: { actor: 'mallory@acme.test' } }, () => anchor],
  ])('does nothing where %s', async (_why, change, noted) => {
    const connection = await mongoose.createConnection(test.uri).asPromise();
    if ('$set' in change) await connection.collection('audit').updateOne({ seq: 2 }, change);
    const refused = await reseal('--anchor', noted(), '--yes');
    expect(refused).toMatchObject({ code: 1, out: expect.stringContaining('Nothing was done') as string });
    await expect(opened(fresh)).rejects.toBeInstanceOf(SecretMissing);
    await connection.close();
  });

  it('seals no access that somebody changed in between', async () => {
    const connection = await mongoose.createConnection(test.uri).asPromise();
    const sealed = await openStore({
      uri: test.uri,
      tenant: 'main',
      log: quiet,
      sealsOf: (id) => createSeals([Buffer.from(fresh, 'base64')], id),
    });
    await connection
      .collection('accesses')
      .updateOne(
        { entitlementKey: 'console:acme-prod', state: 'active' },
        { $set: { 'events.0.actorId': 'p_mallory' } },
      );
    const head = (await test.store.chain.head())!;
    await sealed.store.reseal.journal();
    await sealed.store.reseal.documents();
    await sealed.store.reseal.chain(head);
    const all = await sealed.store.accesses.waiting(9);
    const bob = (await sealed.store.people.byEmail('bob@acme.test'))!;
    const found = [...all, ...(await sealed.store.accesses.openOf(bob.id))];
    expect(found.filter(({ distrust }) => distrust === 'not-ours')).toHaveLength(1);
    await expect(sealed.store.reseal.chain({ ...head, hash: 'b'.repeat(64) })).rejects.toThrow('run the command again');
    await sealed.close();
    await connection.close();
  });
});
