import mongoose from 'mongoose';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { FactRecord } from '../../../src/domain/reported.ts';
import { testStore } from '../../support/store.ts';
import type { TestStore } from '../../support/store.ts';

let test: TestStore;
beforeAll(async () => {
  test = await testStore();
});
afterAll(() => test.close());

const record: FactRecord = {
  key: 'product.administrators acme-prod',
  version: 1,
  asOf: 5,
  file: 'f',
  current: { entries: ['ada@acme.test'], hook: 'hr', delivery: 'msg_1', asOf: 5, at: 6 },
  earlier: [{ entries: [], from: 0 }],
  confirmedAt: null,
  waiting: null,
  decided: null,
};

it('is written where its version is still the one that was read, and read as it was written', async () => {
  const { facts } = test.store;
  expect(await facts.write(null, record)).toBe(true);
  expect(await facts.write(null, record)).toBe(false);
  const next = { ...record, version: 2, asOf: 7 };
  expect(await Promise.all([facts.write(1, next), facts.write(1, next)])).toHaveLength(2);
  expect(await facts.write(1, { ...next, version: 3 })).toBe(false);
  expect(await facts.read(record.key)).toEqual(next);
  expect(await facts.all()).toEqual([next]);
  expect(await facts.stamp()).toContain(' 2');
});

it('says nothing once somebody else changed it, until Latchkey writes it again (A9)', async () => {
  const { facts } = test.store;
  const connection = await mongoose.createConnection(test.uri).asPromise();
  try {
    const changed = { $set: { 'current.entries': ['eve@acme.test'] } };
    await connection.collection('facts').updateOne({ key: record.key }, changed);
  } finally {
    await connection.close();
  }
  expect(await facts.read(record.key)).toMatchObject({ key: record.key, version: 2, current: null, distrust: true });
  expect(await facts.write(2, { ...record, version: 3 })).toBe(true);
  expect(await facts.read(record.key)).toEqual({ ...record, version: 3 });
});

it('gives a delivery its first answer, whoever keeps it', async () => {
  const { deliveries } = test.store;
  const [one, other] = await Promise.all([
    deliveries.begin({ hook: 'hr', id: 'm', digest: 'a' }, 1),
    deliveries.begin({ hook: 'hr', id: 'm', digest: 'b' }, 1),
  ]);
  expect(one.digest).toBe(other.digest);
  const answers = await Promise.all([
    deliveries.settle('hr', 'm', { status: 202, json: { n: 1 } }),
    deliveries.settle('hr', 'm', { status: 202, json: { n: 2 } }),
  ]);
  expect(answers[0]).toEqual(answers[1]);
  expect((await deliveries.read('hr', 'm'))?.answer).toEqual(answers[0]);
  await deliveries.begin({ hook: 'hr', id: 'late', digest: '' }, 8 * 86_400_000);
});
