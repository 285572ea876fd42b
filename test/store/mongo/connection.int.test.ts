import { inspect } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest';
import { StoreUnavailable } from '../../../src/ports/store.ts';
import { openStore } from '../../../src/store/index.ts';
import { requested } from '../../contracts/store-fixtures.ts';
import { everyMethod } from '../../contracts/store-methods.ts';
import { type Gate, gateTo } from '../../support/gate.ts';
import { quiet, type TestStore, testStore } from '../../support/store.ts';

/** Host and port of the MongoDB of this run; the tests that need a gate need one server. */
function serverOfRun(): { host: string; port: number } {
  const [, host = '127.0.0.1', port = '27017'] =
    /@?([^/@:,]+)(?::(\d+))?(?:[/?]|$)/.exec(inject('mongoUri').replace(/^[^:]+:\/\//, '')) ?? [];
  return { host, port: Number(port) };
}

describe('opening the store', () => {
  const closers: (() => Promise<void>)[] = [];
  let opened: TestStore;
  beforeAll(async () => {
    opened = await testStore();
  });
  afterEach(async () => {
    await Promise.all(closers.splice(0).map((close) => close()));
  });
  afterAll(() => opened.close());

  const gate = async (isOpen: boolean): Promise<Gate & { uri: string }> => {
    const { host, port } = serverOfRun();
    const door = await gateTo(host, port, isOpen);
    closers.push(() => door.close());
    return { ...door, uri: `mongodb://${door.host}/${opened.database}?directConnection=true` };
  };

  it('works from several processes at the same time on an empty database', async () => {
    const fresh = await testStore();
    closers.push(() => fresh.close());
    const stores = await Promise.all([1, 2, 3, 4].map(() => fresh.another()));
    const access = requested('together');
    const outcomes = await Promise.all(stores.map((store) => store.accesses.save(null, access, access.events, [])));
    expect(outcomes.filter((outcome) => outcome === 'saved')).toHaveLength(1);
  });

  it('waits for a MongoDB that is not there yet, saying so, and goes on when it is', async () => {
    const door = await gate(false);
    const warnings: string[] = [];
    const log = {
      ...quiet,
      warn: (_fields: object, text: string) => {
        warnings.push(text);
        door.open();
      },
    };
    const { store, close } = await openStore({ uri: door.uri, tenant: 'main', log });
    closers.push(close);
    expect(warnings).toEqual(['MongoDB is not there; trying again']);
    await store.ping();
  });

  it('stops waiting when it is told to', async () => {
    const door = await gate(false);
    const stop = new AbortController();
    const log = { ...quiet, warn: () => stop.abort(new Error('enough')) };
    await expect(openStore({ uri: door.uri, tenant: 'main', log, signal: stop.signal })).rejects.toThrow();
  });

  it('does not wait where waiting does not help', async () => {
    const uri = 'mongodb://user:secret@127.0.0.1:1/x?tls=perhaps';
    const failed: unknown = await openStore({ uri, tenant: 'main', log: quiet }).catch((error: unknown) => error);
    expect(failed).toMatchObject({ message: expect.stringContaining('MONGODB_URI') });
    expect(String(failed)).not.toContain('secret');
  });

  it('says StoreUnavailable, and what it was doing, while MongoDB is away, and comes back by itself', async () => {
    const door = await gate(true);
    const { store, close } = await openStore({ uri: door.uri, tenant: 'main', log: quiet });
    closers.push(close);
    await store.ping();
    door.shut();
    const outcomes = await Promise.all(
      everyMethod(store).map((call) => call().then(String, (error: unknown) => error as Error)),
    );
    for (const outcome of outcomes) {
      expect(outcome).toBeInstanceOf(StoreUnavailable);
      expect((outcome as Error).message).toMatch(/^MongoDB could not be asked while \w+ing /);
      expect((outcome as Error).cause).toBeInstanceOf(Error);
      expect((outcome as Error).cause).not.toBeInstanceOf(StoreUnavailable);
      expect(inspect(outcome, { depth: 10 }), 'nothing that people typed').not.toContain('an incident');
    }
    door.open();
    await expect.poll(() => store.ping().then(() => 'there', String)).toBe('there');
  });

  it('says StoreUnavailable once it is closed', async () => {
    const { store, close } = await openStore({ uri: opened.uri, tenant: 'main', log: quiet });
    await close();
    await expect(store.ping()).rejects.toBeInstanceOf(StoreUnavailable);
    await expect(store.accesses.byId('a1')).rejects.toBeInstanceOf(StoreUnavailable);
  });
});
