import mongoose from 'mongoose';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { NewerData } from '../../../src/ports/store.ts';
import { derivedId } from '../../../src/store/mongo/derived-id.ts';
import { schemaNumber } from '../../../src/store/mongo/schema-number.ts';
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

const installation = () => connection.collection<{ _id: string; schemaNumber?: number }>('installation');
const stored = async (tenant: string) => (await installation().findOne({ _id: derivedId(tenant) }))?.schemaNumber;

it('is noted by the start that takes the data over, also where there was none', async () => {
  expect(await stored('main')).toBe(schemaNumber);
  await installation().updateOne({ _id: derivedId('main') }, { $unset: { schemaNumber: 1 } });
  await test.another();
  expect(await stored('main')).toBe(schemaNumber);
});

it('keeps an older version from data of a newer one, which stays as it is', async () => {
  await test.another('newer');
  await installation().updateOne({ _id: derivedId('newer') }, { $set: { schemaNumber: schemaNumber + 1 } });
  await expect(test.another('newer')).rejects.toThrow(NewerData);
  await expect(test.another('newer')).rejects.toThrow(
    `(schema ${schemaNumber + 1}; this version knows ${schemaNumber})`,
  );
  expect(await stored('newer')).toBe(schemaNumber + 1);
  await test.another('main');
});
