import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Access } from '../../src/domain/access.ts';
import type { StoredAccess } from '../../src/ports/access.ts';
import { accessTo, doubted, keyOf, next, outbox, requested } from './store-fixtures.ts';
import { listOf, type OpenSubject, type Subject } from './store-subject.ts';

const ids = (accesses: readonly Access[]): string[] => accesses.map((access) => access.id).sort();

/** What `Store.accesses` promises when one process uses it. */
export function accessesContract(open: OpenSubject): void {
  describe('accesses', () => {
    let subject: Subject;
    beforeAll(async () => {
      subject = await open();
    });
    afterAll(() => subject.close());
    const accesses = () => subject.store.accesses;
    const save = async (before: Access | null, after: Access, entries = [outbox(after.events.length, 1_000)]) =>
      accesses().save(before, after, after.events.slice(before?.events.length ?? 0), entries);

    it('gives nothing for an id that nobody stored', async () => {
      expect(await accesses().byId('nobody')).toBeNull();
    });

    it('gives back exactly what was stored, empty objects, dotted names and emoji included', async () => {
      const access = requested('exact', { person: { id: 'p-exact', label: 'x' } });
      const told = { ...outbox(1, 1_000, 'tell'), person: 'ada' };
      expect(await save(null, access, [outbox(1, 1_000), told])).toBe('saved');
      expect(await accesses().byId('exact')).toStrictEqual({
        access: doubted(access),
        outbox: [outbox(1, 1_000), told],
        targets: [],
        revision: access.events.length,
      });
    });

    it('does not insert an id twice', async () => {
      const access = requested('twice', { person: { id: 'p-twice', label: 'x' } });
      expect(await save(null, access)).toBe('saved');
      expect(await save(null, access)).toBe('clash');
    });

    it('refuses a second open access of a person to an entitlement, until the first is closed', async () => {
      const person = { id: 'p-one', label: 'x' };
      const first = requested('one-1', { person });
      expect(await save(null, first)).toBe('saved');
      expect(await save(null, requested('one-2', { person }))).toBe('open-exists');
      expect(await save(first, next(first, { state: 'closed' }, { event: 'denied' }))).toBe('saved');
      expect(await save(null, requested('one-2', { person }))).toBe('saved');
      expect((await accesses().open('p-one', 'console:acme-prod'))?.id).toBe('one-2');
    });

    it('appends events and outbox where the version is the one that was read, and only there', async () => {
      const first = requested('version', { person: { id: 'p-version', label: 'x' } });
      const second = next(first, { state: 'active', since: 2_000, until: 9_000 });
      const third = next(second, { state: 'ended', endedAt: 3_000 }, { event: 'revoked' });
      await save(null, first);
      expect(await save(second, third)).toBe('clash');
      expect(await save(first, second)).toBe('saved');
      expect(await save(first, second)).toBe('clash');
      expect(await save(second, third, [])).toBe('saved');
      const stored = await accesses().byId('version');
      expect(stored).toStrictEqual({
        access: doubted(third),
        outbox: [outbox(1, 1_000), outbox(2, 1_000)],
        targets: [],
        revision: 3,
      });
    });

    it('clashes on an access that was never stored', async () => {
      const ghost = requested('ghost');
      expect(await save(ghost, next(ghost))).toBe('clash');
    });

    it('takes outbox entries away without touching the version, also again', async () => {
      const first = requested('done', { person: { id: 'p-done', label: 'x' } });
      await save(null, first, [outbox(1, 1_000), outbox(1, 1_000, 'cards')]);
      await accesses().done('done', ['1.chain']);
      await accesses().done('done', ['1.chain']);
      expect(await accesses().byId('done')).toMatchObject({ access: first, outbox: [outbox(1, 1_000, 'cards')] });
      expect(await save(first, next(first), [outbox(2, 1_000)])).toBe('saved');
      expect((await accesses().byId('done'))?.outbox.map((entry) => entry.id)).toEqual(['1.cards', '2.chain']);
    });

    it('finds the open accesses of a person, and all of them newest first', async () => {
      const person = { id: 'p-list', label: 'x' };
      for (const [index, product] of ['list-a', 'list-b', 'list-c'].entries()) {
        const access = accessTo(product, { person });
        const [first] = access.events;
        await save(null, { ...access, events: [{ ...first!, at: 5_000 + index }] });
      }
      const middle = (await accesses().byId('to-list-b'))!.access;
      await save(middle, next(middle, { state: 'closed' }, { event: 'cancelled' }));
      expect(ids(await accesses().openOf('p-list'))).toEqual(['to-list-a', 'to-list-c']);
      expect((await accesses().allOf('p-list', 10)).map((access) => access.id)).toEqual([
        'to-list-c',
        'to-list-b',
        'to-list-a',
      ]);
      expect((await accesses().allOf('p-list', 1)).map((access) => access.id)).toEqual(['to-list-c']);
      expect(await accesses().openOf('p-nobody')).toEqual([]);
    });

    it('finds the open accesses of several people in one question, and leaves out who has none', async () => {
      for (const who of ['p-each-1', 'p-each-2']) {
        const person = { id: who, label: 'x' };
        await save(null, accessTo(`${who}-a`, { person }));
        await save(null, accessTo(`${who}-b`, { person, state: 'closed' }));
      }
      const found = await accesses().openOfEach(['p-each-1', 'p-each-2', 'p-nobody']);
      expect([...found].map(([who, open]) => [who, ids(open)]).sort()).toEqual([
        ['p-each-1', ['to-p-each-1-a']],
        ['p-each-2', ['to-p-each-2-a']],
      ]);
    });

    it('finds what a request made before beside what is open in its place', async () => {
      const person = { id: 'p-made', label: 'x' };
      const made = requested('made-1', { person, state: 'closed' });
      const key = keyOf(made);
      await save(null, made);
      expect(await accesses().madeAndOpen('made-1', 'p-made', key)).toStrictEqual({ made: doubted(made), open: [] });
      const other = requested('made-2', { person });
      await save(null, other);
      const both = await accesses().madeAndOpen('made-1', 'p-made', key);
      expect(both).toStrictEqual({ made: doubted(made), open: [doubted(other)] });
      const same = await accesses().madeAndOpen('made-2', 'p-made', key);
      expect([same.made?.id, ids(same.open)]).toEqual(['made-2', ['made-2']]);
      const more = accessTo('made-more', { person });
      await save(null, more);
      expect(ids((await accesses().madeAndOpen('made-1', 'p-made', key)).open)).toEqual(['made-2']);
      expect(ids((await accesses().madeAndOpen('made-1', 'p-made', null)).open)).toEqual(['made-2', 'to-made-more']);
      expect(await accesses().madeAndOpen('made-3', 'p-nobody', key)).toEqual({ made: null, open: [] });
    });

    it('chains what was just read without reading it again, as it was then', async () => {
      const first = requested('read-1', { person: { id: 'p-read', label: 'x' } });
      await save(null, first);
      const stored = await accesses().byId('read-1');
      await save(first, next(first));
      const eventsOf = async (read: readonly StoredAccess[]) => {
        const found = await accesses().toChain(new Map([['read-1', 0]]), read);
        return found.get('read-1')?.map(({ event }) => event.n);
      };
      expect(await eventsOf([stored!])).toEqual([1]);
      expect(await eventsOf([])).toEqual([1, 2]);
      // What another store gave, or nobody: it's read.
      expect(await eventsOf([{ ...stored! }])).toEqual([1, 2]);
    });

    it('finds active accesses by entitlement, whatever their until', async () => {
      const past = { state: 'active', since: 1, until: 2 } as const;
      await save(null, accessTo('act-a', { ...past, person: { id: 'p-act', label: 'x' } }));
      await save(null, accessTo('act-b', { ...past, until: null, person: { id: 'p-act', label: 'x' } }));
      await save(null, accessTo('act-c', { person: { id: 'p-act', label: 'x' } }));
      expect(ids(await accesses().activeFor(['console:act-a', 'console:act-b', 'console:act-c']))).toEqual([
        'to-act-a',
        'to-act-b',
      ]);
      expect(await accesses().activeFor([])).toEqual([]);
    });

    it('finds active accesses by entitlement page by page, each once', async () => {
      const keys = ['console:page-b', 'console:page-a'];
      for (const [product, who] of [
        ['page-a', 'p2'],
        ['page-b', 'p1'],
        ['page-a', 'p1'],
        ['page-b', 'p3'],
      ] as const) {
        const person = { id: who, label: 'x' };
        const access = accessTo(product, { person, state: 'active', since: 1, until: null });
        await save(null, { ...access, id: `${product}-${who}` });
      }
      await save(null, { ...accessTo('page-a', { person: { id: 'p9', label: 'x' } }), id: 'page-waits' });
      const found: string[] = [];
      let page = await accesses().activePage(keys, null, 3);
      for (; page.length > 0;) {
        found.push(...page.map(({ id }) => id));
        const last = page.at(-1)!;
        page = await accesses().activePage(keys, { entitlement: keyOf(last), person: last.person.id }, 3);
      }
      expect(found).toEqual(['page-a-p1', 'page-a-p2', 'page-b-p1', 'page-b-p3']);
      expect(await accesses().activePage([], null, 3)).toEqual([]);
    });

    it('finds open accesses under scopes, each once, and nothing that merely looks alike', async () => {
      const role = (id: string, instance: string, name: string) =>
        requested(id, {
          entitlement: { kind: 'role', instance, role: name },
          person: { id: 'p-under', label: 'x' },
        });
      await save(null, role('under-1', 'mdm-eu', 'Editor'));
      await save(null, role('under-2', 'mdm-eu', '日本 😀'));
      await save(null, role('under-3', 'mdm-eu2', 'Editor'));
      const prefixes = ['role:mdm-eu/', 'role:mdm-eu/Editor', 'role:mdm-e.'];
      expect(ids(await accesses().openUnder(prefixes))).toEqual(['under-1', 'under-2']);
      expect(ids(await accesses().openUnder(['role:mdm-eu/😀', 'role:mdm-eu/日']))).toEqual(['under-2']);
      expect(await accesses().openUnder([])).toEqual([]);
    });

    it('keeps the latest fence of a person and entitlement', async () => {
      expect(await accesses().fenceAt('p-fence', 'console:x')).toBeNull();
      await accesses().fence('p-fence', 'console:x', 500);
      await accesses().fence('p-fence', 'console:x', 400);
      expect(await accesses().fenceAt('p-fence', 'console:x')).toBe(500);
      await accesses().fence('p-fence', 'console:x', 600);
      expect(await accesses().fenceAt('p-fence', 'console:x')).toBe(600);
      expect(await accesses().fenceAt('p-fence', 'console:y')).toBeNull();
    });
  });

  describe('accesses that wait, are due, or were not sent', () => {
    let subject: Subject;
    beforeAll(async () => {
      subject = await open();
      const { accesses } = subject.store;
      const at = (access: Access, time: number): Access => ({
        ...access,
        events: access.events.map((event) => ({ ...event, at: time })),
      });
      const lapsing = (product: string, time: number, lapsesAt: number): Access => {
        const access = at(accessTo(product), time);
        return { ...access, asks: access.asks.map((ask) => ({ ...ask, lapsesAt })) };
      };
      await accesses.save(null, lapsing('w-late', 300, 9_000), lapsing('w-late', 300, 9_000).events, [outbox(1, 900)]);
      await accesses.save(null, lapsing('w-early', 100, 7_000), lapsing('w-early', 100, 7_000).events, [
        outbox(1, 400),
        outbox(1, 950, 'cards'),
      ]);
      const active = at(accessTo('w-active', { state: 'active', since: 1, until: 8_000 }), 200);
      await accesses.save(null, active, active.events, []);
      const endless = at(accessTo('w-endless', { state: 'active', since: 1, until: null }), 200);
      await accesses.save(null, endless, endless.events, [outbox(1, 1_000)]);
      const ended = at(accessTo('w-ended', { state: 'ended', since: 1, until: 3_000, endedAt: 3_000 }), 50);
      await accesses.save(null, ended, ended.events, []);
    });
    afterAll(() => subject.close());

    it('lists what waits, oldest first', async () => {
      const waiting = async (limit: number) => (await subject.store.accesses.waiting(limit)).map((access) => access.id);
      expect(await waiting(10)).toEqual(['to-w-early', 'to-w-late']);
      expect(await waiting(1)).toEqual(['to-w-early']);
    });

    it('lists what is due at a time, soonest first, and nothing that is over or without end', async () => {
      const due = (at: number, limit = 10) => subject.store.accesses.due(at, limit);
      expect(await due(6_999)).toEqual([]);
      expect(await due(7_000)).toEqual([{ id: 'to-w-early', version: 1 }]);
      expect((await due(9_000)).map((access) => access.id)).toEqual(['to-w-early', 'to-w-active', 'to-w-late']);
      expect((await due(9_000, 2)).map((access) => access.id)).toEqual(['to-w-early', 'to-w-active']);
    });

    it('lists what was not sent before a time, oldest first', async () => {
      const unsent = (before: number, limit = 10) => subject.store.accesses.unsent(before, limit);
      expect(await unsent(400)).toEqual([]);
      expect(await unsent(401)).toEqual([{ id: 'to-w-early', n: 1 }]);
      expect((await unsent(2_000)).map((access) => access.id)).toEqual(['to-w-early', 'to-w-late', 'to-w-endless']);
      expect(await unsent(2_000, 1)).toHaveLength(1);
    });

    it('walks every access once, by id, and none of another tenant', async () => {
      const foreign = accessTo('w-foreign', { tenant: 'other' });
      expect(await subject.elsewhere.accesses.save(null, foreign, foreign.events, [outbox(1, 1)])).toBe('saved');
      const walked = (await listOf(subject.store.accesses.all())).map((access) => access.id);
      expect(walked).toEqual(['to-w-active', 'to-w-early', 'to-w-ended', 'to-w-endless', 'to-w-late']);
      expect((await listOf(subject.elsewhere.accesses.all())).map(keyOf)).toEqual(['console:w-foreign']);
    });
  });
}
