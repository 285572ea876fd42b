import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ChainEntry } from '../../src/domain/events/index.ts';
import { entries, tenantEvent } from './store-fixtures.ts';
import { listOf, type OpenSubject, type Subject } from './store-subject.ts';

/** What the journal and the audit chain promise. */
export function auditContract(open: OpenSubject): void {
  describe('the journal', () => {
    let subject: Subject;
    beforeAll(async () => {
      subject = await open();
    });
    afterAll(() => subject.close());

    it('records each key once, in order, numbered from 1', async () => {
      const { journal } = subject.store;
      await journal.append([]);
      expect(await journal.after(0, 10)).toEqual([]);
      await journal.append([tenantEvent('a'), tenantEvent('b'), tenantEvent('a')]);
      await journal.append([tenantEvent('b', { at: 9 }), tenantEvent('c')]);
      const events = await journal.after(0, 10);
      expect(events).toStrictEqual([
        { ...tenantEvent('a'), n: 1 },
        { ...tenantEvent('b'), n: 2 },
        { ...tenantEvent('c'), n: 3 },
      ]);
      expect((await journal.after(1, 1)).map((event) => event.key)).toEqual(['b']);
      expect(await subject.elsewhere.journal.after(0, 10)).toEqual([]);
    });
  });

  describe('the audit chain', () => {
    let subject: Subject;
    let stored: ChainEntry[];
    beforeAll(async () => {
      subject = await open();
      const { chain } = subject.store;
      expect(await chain.head()).toBeNull();
      expect(await chain.chainedN('a1')).toBe(0);
      const first = entries('a1', 2);
      const second = entries(null, 1, {
        seq: 3,
        prev: first[1]!.hash,
        subject: null,
        subjectId: null,
        entitlement: null,
        text: null,
      });
      const third = entries('a2', 1, { seq: 4, prev: second[0]!.hash, at: 9_000, entitlement: 'role:mdm-eu/Editor' });
      stored = [...first, ...second, ...third];
      expect(await chain.insert(first)).toBe('inserted');
      expect(await chain.insert(second)).toBe('inserted');
      expect(await chain.insert(third)).toBe('inserted');
    });
    afterAll(() => subject.close());

    it('gives back the links as they were, in order', async () => {
      const { chain } = subject.store;
      expect(await listOf(chain.walk())).toStrictEqual(stored);
      expect(await listOf(chain.walk(3))).toStrictEqual(stored.slice(2));
      expect(await chain.range(2, 3)).toStrictEqual(stored.slice(1, 3));
      expect(await chain.newest(2)).toStrictEqual(stored.slice(2));
      expect(await chain.head()).toEqual({ seq: 4, hash: stored[3]!.hash });
      expect(await chain.chainedN('a1')).toBe(2);
      expect(await chain.chainedN(null)).toBe(1);
      expect(await chain.chained(['a1', 'a2', 'nobody'])).toEqual(
        new Map([
          ['a1', 2],
          ['a2', 1],
        ]),
      );
      expect(await chain.chained([])).toEqual(new Map());
      expect(await subject.elsewhere.chain.head()).toBeNull();
    });

    it('says that somebody was faster, or that it is done', async () => {
      const { chain } = subject.store;
      expect(await chain.insert([])).toBe('inserted');
      expect(await chain.insert(entries('a9', 1, { seq: 4 }))).toBe('seq');
      expect(await chain.insert(entries('a1', 1, { seq: 5, n: 2 }))).toBe('done');
      expect(await chain.insert(entries('a1', 1, { seq: 2, n: 2 }))).toBe('done');
      expect(await listOf(chain.walk())).toHaveLength(4);
    });

    it('refuses links that do not follow one another', async () => {
      const [one, two] = entries('broken', 2, { seq: 5 });
      await expect(subject.store.chain.insert([one!, { ...two!, prev: 'other' }])).rejects.toThrow();
      await expect(subject.store.chain.insert([one!, { ...two!, seq: 7 }])).rejects.toThrow();
      await expect(subject.elsewhere.chain.insert([one!])).rejects.toThrow();
    });

    it('searches by any mix of subject, entitlement, access and time, newest first', async () => {
      const search = async (filter: Parameters<typeof subject.store.chain.search>[0], limit = 10) =>
        (await subject.store.chain.search(filter, limit)).map((entry) => entry.seq);
      expect(await search({})).toEqual([4, 2, 3, 1]);
      expect(await search({}, 1)).toEqual([4]);
      expect(await search({ subject: 'grace' })).toEqual([4, 2, 1]);
      expect(await search({ subject: 'grace', entitlement: 'console:acme-prod' })).toEqual([2, 1]);
      expect(await search({ access: 'a1' })).toEqual([2, 1]);
      expect(await search({ since: 9_000 })).toEqual([4]);
      expect(await search({ entitlement: 'console:acme-prod', since: 1_002 })).toEqual([2]);
      expect(await search({ subject: 'nobody' })).toEqual([]);
    });
  });

  describe('a batch of links that meets one which is there', () => {
    it('keeps what was written before it, and says to read the head again', async () => {
      const subject = await open();
      try {
        const { chain } = subject.store;
        const [one, two, three] = entries('a1', 3);
        await chain.insert([one!]);
        await chain.insert(entries('a2', 1, { seq: 3 }));
        expect(await chain.insert([two!, three!])).toBe('seq');
        expect(await chain.chainedN('a1')).toBe(2);
      } finally {
        await subject.close();
      }
    });
  });
}
