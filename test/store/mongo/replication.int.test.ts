import mongoose from 'mongoose';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startMongo } from '../../../sandbox/mongo/index.ts';
import { StoreUnavailable } from '../../../src/ports/store.ts';
import { type OpenStore, openStore } from '../../../src/store/index.ts';
import { accessTo, card, entries, next, tenantEvent } from '../../contracts/store-fixtures.ts';
import { quiet } from '../../support/store.ts';

/**
 * A primary that has written what the others don't have yet: it may still be rolled back. MongoDB reports the time-out of
 * the write concern and keeps the write; reads at majority show it only once it is replicated.
 */
describe('a write that is not replicated', () => {
  let mongo: Awaited<ReturnType<typeof startMongo>>;
  let opened: OpenStore;
  let client: mongoose.mongo.MongoClient;
  let product = 0;

  const point = (name: string, mode: unknown, data = {}) =>
    client.db('admin').command({ configureFailPoint: name, mode, ...(name === 'failCommand' && { data }) });
  /** From now on nothing is replicated, and the next write's time-out says so. */
  const stall = async (command: 'insert' | 'update') => {
    await point('holdMajorityReads', 'alwaysOn');
    const writeConcernError = { code: 64, errmsg: 'waiting for replication timed out' };
    await point('failCommand', { times: 1 }, { failCommands: [command], writeConcernError });
  };
  const goOn = () => point('holdMajorityReads', 'off');
  const waits = (work: Promise<unknown>) => expect(work).rejects.toBeInstanceOf(StoreUnavailable);

  beforeAll(async () => {
    mongo = await startMongo({ testCommands: true });
    client = await mongoose.mongo.MongoClient.connect(mongo.uri);
    opened = await openStore({ uri: mongo.uri, tenant: 'main', log: quiet });
  });
  beforeEach(async () => {
    await goOn();
    product++;
  });
  afterAll(async () => {
    await opened.close();
    await client.close();
    await mongo.stop();
  });

  it('is not taken for seen before, nor for somebody else’s: a new access', async () => {
    const { accesses } = opened.store;
    const access = accessTo(`p${product}`);
    const save = () => accesses.save(null, access, access.events, []);
    await stall('insert');
    await waits(save());
    expect(await accesses.byId(access.id)).toBeNull();
    await waits(save());
    await goOn();
    expect(await save()).toBe('clash');
    expect(await accesses.byId(access.id)).toMatchObject({ access });
  });

  it('is not taken for seen before, nor for somebody else’s: an event of an access', async () => {
    const { accesses } = opened.store;
    const access = accessTo(`p${product}`);
    await accesses.save(null, access, access.events, []);
    const after = next(access, { state: 'approved' });
    const save = () => accesses.save(access, after, after.events.slice(1), []);
    await stall('update');
    await waits(save());
    expect((await accesses.byId(access.id))?.access.events).toHaveLength(1);
    await waits(save());
    await goOn();
    expect(await save()).toBe('clash');
    expect((await accesses.byId(access.id))?.access.events).toHaveLength(2);
  });

  it('does not stand for the one open access before it counts', async () => {
    const { accesses } = opened.store;
    const access = accessTo(`p${product}`);
    const other = accessTo(`p${product}`, { id: `other-${product}` });
    await stall('insert');
    await waits(accesses.save(null, access, access.events, []));
    await waits(accesses.save(null, other, other.events, []));
    await goOn();
    expect(await accesses.save(null, other, other.events, [])).toBe('open-exists');
  });

  it('does not make a card, a chain entry or an event of the tenant be there', async () => {
    const { cards, chain, journal } = opened.store;
    const works = {
      card: () => cards.ensure(card('stalled')),
      chain: () => chain.insert(entries('stalled', 1)),
      journal: () => journal.append([tenantEvent('stalled')]),
    };
    for (const work of Object.values(works)) {
      await stall('insert');
      await waits(work());
      await waits(work());
      await goOn();
    }
    expect(await works.card()).toMatchObject({ id: 'stalled' });
    expect(await works.chain()).toBe('done');
    await works.journal();
    expect(await journal.after(0, 10)).toHaveLength(1);
  });
});
