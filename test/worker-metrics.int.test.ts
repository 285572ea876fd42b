import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { startWorker } from '../src/main.ts';
import type { Running } from '../src/main.ts';
import { testCatalogue } from './support/catalogue.ts';
import { dropDatabase, withDatabase } from './support/database.ts';
import { quiet } from './support/store.ts';
import { until } from './support/until.ts';

const uri = () => withDatabase(inject('mongoUri'), database);
const database = `test_${randomUUID().replaceAll('-', '')}`;

let worker: Running;
beforeAll(async () => {
  worker = await startWorker(
    {
      catalogue: testCatalogue(),
      platforms: [],
      publicUrl: null,
      mongodbUri: uri(),
      redisUrl: inject('redisUrl'),
      secrets: [new Uint8Array(32).fill(7)],
      port: 0,
      host: '127.0.0.1',
    },
    quiet,
  );
});
afterAll(async () => {
  await worker.close();
  await dropDatabase(uri());
});

it('counts on /metrics how the jobs of its queues ended', async () => {
  const metrics = async () => (await fetch(`http://127.0.0.1:${worker.port}/metrics`)).text();
  // Bringing the configuration in leaves something for the journal.
  const counted = /^latchkey_effects_total\{kind="journal",outcome="done"\} [1-9]/m;
  expect(await until('a job of the journal', async () => counted.exec(await metrics()))).not.toBeNull();
});
