import mongoose from 'mongoose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSeals } from '../../../src/lib/seals.ts';
import { SecretMissing } from '../../../src/ports/seals.ts';
import type { Store } from '../../../src/ports/store.ts';
import { linkEntries } from '../../../src/services/audit/entry.ts';
import { openStore } from '../../../src/store/index.ts';
import { tenantEvent } from '../../contracts/store-fixtures.ts';
import { type TestStore, testStore, quiet } from '../../support/store.ts';

const secret = (filled: number) => new Uint8Array(32).fill(filled);
const [first, second, third, wrong] = [secret(7), secret(8), secret(9), secret(1)];

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

/** As `latchkey start` opens the store. */
async function open(secrets: readonly Uint8Array[], use: (store: Store) => Promise<void> = () => Promise.resolve()) {
  const { store, close } = await openStore({
    uri: test.uri,
    tenant: 'main',
    log: quiet,
    sealsOf: (id) => createSeals(secrets, id),
    refuseForeignSeals: true,
  });
  try {
    await use(store);
  } finally {
    await close();
  }
}

/** Adds so many entries to the chain. */
const adds = (count: number) => async (store: Store) => {
  for (let added = 0; added < count; added++) {
    const head = await store.chain.head();
    const n = (head?.seq ?? 0) + 1;
    await store.chain.insert(linkEntries('main', null, [{ ...tenantEvent(`entry/${n}`), n }], head));
  }
};

const everything = async () => {
  const found: unknown[] = [];
  for (const { name } of await connection.listCollections()) {
    if (name !== 'installation') found.push(await connection.collection(name).find({}).sort({ _id: 1 }).toArray());
  }
  return JSON.stringify(found);
};

describe('the secrets of a start', () => {
  it('may be any where nothing is sealed', async () => {
    await open([wrong]);
  });

  it('have to be those that sealed the record, while one is rotated and after that', async () => {
    await open([first], adds(30));
    const before = await everything();
    await expect(open([wrong])).rejects.toThrow(SecretMissing);
    await expect(open([wrong])).rejects.toThrow('LATCHKEY_SECRET lacks the secret that sealed this record (entry 30)');
    expect(await everything()).toBe(before);

    // The new one behind, in front, and its predecessor left out too early.
    await open([first, second]);
    await open([second, first], adds(30));
    await expect(open([first])).rejects.toThrow('(entry 60)');
    await expect(open([second])).rejects.toThrow('(entry 1)');
    await open([first, second]);
    await open([third, second, first], adds(1));
  });

  it('are not refused for a forged entry at the end of the chain', async () => {
    const newest = await connection.collection('audit').findOne({}, { sort: { seq: -1 } });
    const seq = Number(newest?.['seq']) + 1;
    await connection
      .collection('audit')
      .insertOne({ ...newest, _id: `main/${seq}` as never, seq, n: seq, seal: 'A'.repeat(43) });
    await open([second, first]);
    await expect(open([wrong])).rejects.toThrow(SecretMissing);
  });
});
