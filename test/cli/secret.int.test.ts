import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { storeChecks } from '../../src/cli/doctor/stores.ts';
import { readEnvironment } from '../../src/config/environment.ts';
import { createFakeChat } from '../support/fake-chat.ts';
import { createHouse } from '../support/house.ts';
import type { TestStore } from '../support/store.ts';
import { testStore } from '../support/store.ts';
import { jsonLines, latchkey, spawnLatchkey } from './run.ts';

const secret = (filled: number) => Buffer.alloc(32, filled).toString('base64');
const sentence = /^ {2}LATCHKEY_SECRET lacks the secret that sealed this record \(entry \d+\): set it again/m;

let test: TestStore;
let folder = '';
let env: Record<string, string> = {};
beforeAll(async () => {
  test = await testStore();
  folder = await mkdtemp(join(tmpdir(), 'latchkey-secret-'));
  const config = join(folder, 'latchkey.yml');
  await writeFile(config, 'products: [{ id: acme-prod, administrators: [ada@acme.test] }]\n');
  const house = createHouse(test.store, createFakeChat([]));
  await house.services.importCatalogue();
  await house.settle();
  env = {
    MONGODB_URI: test.uri,
    LATCHKEY_CONFIG: config,
    // Nobody is there: none of it is asked before the record.
    REDIS_URL: 'redis://127.0.0.1:9',
    SLACK_API_URL: 'http://127.0.0.1:9/api/',
    SLACK_BOT_TOKEN: 'xoxb-1',
    SLACK_SIGNING_SECRET: 'secret',
    PORT: '0',
    HOST: '127.0.0.1',
  };
});
afterAll(async () => {
  await test.close();
  await rm(folder, { recursive: true });
});

async function start(secrets: string | undefined) {
  const child = spawnLatchkey(['start', '--json'], { ...env, ...(secrets && { LATCHKEY_SECRET: secrets }) });
  const text = { out: '', err: '' };
  child.stdout.on('data', (chunk) => (text.out += String(chunk)));
  child.stderr.on('data', (chunk) => (text.err += String(chunk)));
  child.stdin.end();
  const [code] = (await once(child, 'close')) as [number];
  return { code, ...text };
}

describe('latchkey start', () => {
  it('does not start with a secret that did not seal the record, and says what to do', async () => {
    const { code, out, err } = await start(secret(1));

    expect(code).toBe(2);
    expect(err).toMatch(sentence);
    expect(err).not.toContain('    at ');
    expect(jsonLines(out)).toMatchObject([{ ready: false, problems: [{ path: 'LATCHKEY_SECRET' }] }]);
  });

  it('does not start without a secret', async () => {
    const { code, err } = await start(undefined);

    expect(code).toBe(2);
    expect(err).toContain('LATCHKEY_SECRET is not set');
  });

  it('goes on with the secret that sealed the record, while another one is put before it', async () => {
    const child = spawnLatchkey(['start'], { ...env, LATCHKEY_SECRET: `${secret(1)} ${secret(7)}` });
    let err = '';
    child.stderr.on('data', (chunk) => (err += String(chunk)));
    while (!err.includes('The store is open')) await once(child.stderr, 'data');
    child.kill('SIGTERM');
    expect(await once(child, 'exit')).toEqual([0, null]);
  });
});

describe('a secret that did not seal the record', () => {
  it.each([
    ['is a problem of its own for doctor', 1, false],
    ['is none for doctor where it sealed the record', 7, true],
  ])('%s', async (_what, filled, ok) => {
    const environment = readEnvironment({ ...env, REDIS_URL: inject('redisUrl'), LATCHKEY_SECRET: secret(filled) });
    if (!environment.ok) throw new Error('the environment is not whole');
    const checks = await storeChecks(environment.environment, 'main');
    expect(checks.find(({ name }) => name === 'LATCHKEY_SECRET')).toMatchObject({ ok });
  });

  it('is named by audit verify, before everything that it makes look wrong', async () => {
    const { code, err } = await latchkey(['audit', 'verify'], { env: { ...env, LATCHKEY_SECRET: secret(1) } });
    expect(code).toBe(1);
    expect(err).toContain('LATCHKEY_SECRET lacks the secret that sealed this record');
    expect((await latchkey(['audit', 'verify'], { env: { ...env, LATCHKEY_SECRET: secret(7) } })).code).toBe(0);
  });
});
