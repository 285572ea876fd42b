import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Store } from '../../src/ports/store.ts';
import { createAuditVerify } from '../../src/services/audit/verify.ts';
import { loadDatabase } from '../support/load-database.ts';
import { createFakeChat, noEmails } from '../support/fake-chat.ts';
import { createHouse } from '../support/house.ts';
import type { TestStore } from '../support/store.ts';
import { testStore } from '../support/store.ts';
import { members, names, secondCatalogue } from '../support/story/organisation.ts';

/** Later than anything in the fixture, and not before this process took the people over. */
const afterwards = Date.now() + 60_000;
const written = { entries: 865, accesses: 214 };

describe('a database that was written before this version', () => {
  let test: TestStore;
  let store: Store;
  beforeAll(async () => {
    // Opened for a tenant of its own first: this one's store opens on what the older version left.
    test = await testStore({ tenant: 'elsewhere' });
    await loadDatabase(test.uri);
    store = await test.another('main');
  });
  afterAll(() => test.close());
  const verify = (now: () => number) => createAuditVerify({ store, clock: { now }, tenant: 'main' })();

  /** Accesses that aren't trusted (A9). */
  async function distrusted(): Promise<readonly string[]> {
    const found: string[] = [];
    for await (const page of store.record.accesses()) {
      for (const { value } of page) {
        const stored = await store.accesses.byId(value!.access.id);
        if (stored?.access.distrust !== undefined) found.push(`${stored.access.id}: ${stored.access.distrust}`);
      }
    }
    return found;
  }

  it('is whole, and every access of it is trusted', async () => {
    expect(await verify(() => afterwards)).toMatchObject({ ok: true, problems: [], unchained: [], ...written });
    expect(await distrusted()).toEqual([]);
  });

  it('goes on: what waited is decided, what was due happens, and the record is whole again', async () => {
    const slack = createFakeChat(names.map((name) => ({ user: `U${name}`, name, email: `${name}@acme.test` })));
    const discord = createFakeChat(
      members.map((name) => ({ user: `1${name}`, name: `${name} there`, email: `${name}@acme.test` })),
      noEmails,
    );
    const house = createHouse(store, slack, secondCatalogue(), [discord]);
    house.pass(afterwards - house.now());
    await house.services.baseline();
    await house.services.importCatalogue();
    for (let turn = 0; turn < 3; turn++) {
      await house.sweep();
      house.pass(60_000);
    }
    await house.say('Uhugo', 'request', { kind: 'console', product: 'acme-shop', reason: 'After the upgrade' }, 'new1');
    const hugo = (await store.people.byEmail('hugo@acme.test'))!;
    const [access] = await store.accesses.allOf(hugo.id, 1);
    await house.say('Ukim', 'approve', { id: access!.id, reason: 'Welcome back' }, 'new2');
    expect((await store.accesses.byId(access!.id))?.access.state).toBe('active');
    house.pass(120_000);
    const baselines = (await store.chain.search({}, 1_000)).filter(({ event }) => event === 'baseline');
    expect(baselines.length).toBeGreaterThan(20);
    const report = await verify(house.now);
    expect(report).toMatchObject({ ok: true, problems: [], unchained: [] });
    expect(report.accesses).toBeGreaterThan(written.accesses);
    expect(report.entries).toBeGreaterThan(written.entries);
    expect(await distrusted()).toEqual([]);
  });
});
