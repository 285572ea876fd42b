import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Access } from '../../src/domain/access.ts';
import { account, card, doubted, entries, next, outbox, requested, tenantEvent } from '../contracts/store-fixtures.ts';
import { listOf } from '../contracts/store-subject.ts';
import { type TestStore, testStore } from '../support/store.ts';

describe('a value that is not what it says', () => {
  let opened: TestStore;
  beforeAll(async () => {
    opened = await testStore();
  });
  afterAll(() => opened.close());
  const first = requested('dirty');
  const failure = /^The store failed while /;

  it('is not inserted', async () => {
    const { accesses, cards, people, catalogue } = opened.store;
    const dirty = { ...first, until: undefined } as unknown as Access;
    await expect(accesses.save(null, dirty, dirty.events, [])).rejects.toThrow(failure);
    await expect(cards.ensure(card('dirty', { access: undefined as never }))).rejects.toThrow(failure);
    await expect(people.bind(account('UD'), 'd@acme.test', undefined as never, 1, 'd')).rejects.toThrow(failure);
    await expect(catalogue.write(null, { version: 1 } as never)).rejects.toThrow(failure);
    expect(await accesses.byId('dirty')).toBeNull();
    expect(await cards.ofAccess('a1')).toEqual([]);
    expect(await people.byAccount(account('UD'))).toBeNull();
    expect(await catalogue.read()).toBeNull();
  });

  it('is not appended to the journal or the chain', async () => {
    const { journal, chain } = opened.store;
    await expect(
      journal.append([{ ...tenantEvent('k'), facts: { command: 'c', x: undefined as never } }]),
    ).rejects.toThrow(failure);
    const [entry] = entries('a1', 1);
    await expect(chain.insert([{ ...entry!, textDigest: undefined as never }])).rejects.toThrow(failure);
    expect(await journal.after(0, 1)).toEqual([]);
    expect(await listOf(chain.walk())).toEqual([]);
  });

  it('does not change an access', async () => {
    const { accesses } = opened.store;
    await accesses.save(null, first, first.events, []);
    const good = next(first);
    const added = good.events.slice(1);
    const attempts: (readonly [Access, Access['events'], readonly ReturnType<typeof outbox>[]])[] = [
      [{ ...good, since: undefined as never }, added, []],
      [{ ...good, version: 1 }, added, []],
      [{ ...good, version: 3 }, added, []],
      [{ ...good, tenant: 'other' }, added, []],
      [{ ...good, person: { id: 'ada', label: 'x' } }, added, []],
      [{ ...good, entitlement: { kind: 'console', product: 'other' } }, added, []],
      [good, [], []],
      [good, [{ ...added[0]!, n: 3 }], []],
      [good, [{ ...added[0]!, facts: { ...added[0]!.facts, at: new Date(0) } as never }], []],
      [good, added, [{ ...outbox(2, 1), at: Number.NaN }]],
    ];
    for (const [after, events, entriesOut] of attempts) {
      await expect(accesses.save(first, after, events, entriesOut)).rejects.toThrow(failure);
    }
    expect(await accesses.byId('dirty')).toStrictEqual({
      access: doubted(first),
      outbox: [],
      targets: [],
      revision: 1,
    });
  });
});
