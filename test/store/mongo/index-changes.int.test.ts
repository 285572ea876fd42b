import mongoose from 'mongoose';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { accessTo } from '../../contracts/store-fixtures.ts';
import { quiet, type TestStore, testStore } from '../../support/store.ts';
import { openStore } from '../../../src/store/index.ts';

describe('a database whose indexes an earlier version made', () => {
  let opened: TestStore;
  let client: mongoose.mongo.MongoClient;
  const accesses = () => client.db(opened.database).collection('accesses');
  const names = async () => (await accesses().listIndexes().toArray()).map(({ name }) => String(name));

  beforeEach(async () => {
    opened = await testStore();
    client = await mongoose.mongo.MongoClient.connect(opened.uri, { monitorCommands: true });
  });
  afterEach(async () => {
    await client.close();
    await opened.close();
  });

  /** The index on the one open access, as a version before had it. */
  async function asBefore(): Promise<void> {
    await accesses().dropIndex('one_open');
    const filter = { partialFilterExpression: { open: true }, unique: true, name: 'one_open' };
    await accesses().createIndex({ tenant: 1, 'person.id': 1 }, filter, {});
  }

  it('is brought to what is declared, by several processes at once', async () => {
    await asBefore();
    await accesses().createIndex({ state: 1 }, { name: 'for_reports' }, {});
    const warnings: object[] = [];
    const log = { ...quiet, warn: (fields: object) => void warnings.push(fields) };
    const stores = await Promise.all([1, 2, 3].map(() => openStore({ uri: opened.uri, tenant: 'main', log })));
    const found = await names();
    expect(found).not.toContain('one_open');
    expect(found.filter((name) => name.startsWith('one_open~'))).toHaveLength(1);
    expect(found).toContain('for_reports');
    expect(warnings).toContainEqual({ collection: 'accesses', indexes: ['for_reports'] });
    // Two products of one person: refused by the old index, allowed by the new one.
    for (const access of [accessTo('one'), accessTo('two')]) {
      expect(await stores[0]!.store.accesses.save(null, access, access.events, [])).toBe('saved');
    }
    const again = accessTo('two', { id: 'again' });
    expect(await stores[1]!.store.accesses.save(null, again, again.events, [])).toBe('open-exists');
    await Promise.all(stores.map(({ close }) => close()));
    await (await openStore({ uri: opened.uri, tenant: 'main', log: quiet })).close();
    expect(await names()).toEqual(found);
  });

  it('keeps the old unique index until the new one is complete', async () => {
    await asBefore();
    const { prototype } = mongoose.mongo.Collection;
    const built = vi.spyOn(prototype, 'createIndexes');
    const dropped = vi.spyOn(prototype, 'dropIndex');
    await (await openStore({ uri: opened.uri, tenant: 'main', log: quiet })).close();
    expect(built).toHaveBeenCalledOnce();
    expect(dropped.mock.calls).toEqual([['one_open']]);
    expect(dropped).toHaveBeenCalledAfter(built);
    vi.restoreAllMocks();
  });

  it('is left as it is, with a sentence, where documents do not fit the new index', async () => {
    await accesses().dropIndex('one_open');
    const twice = { tenant: 'main', person: { id: 'p' }, entitlementKey: 'console:x', open: true };
    await accesses().insertMany([{ ...twice }, { ...twice }]);
    await expect(openStore({ uri: opened.uri, tenant: 'main', log: quiet })).rejects.toThrow(
      'accesses holds documents that its unique index does not allow',
    );
  });
});
