import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accessTo, account, next, outbox, requested, tenantEvent } from './store-fixtures.ts';
import { listOf, type OpenSubject, type Subject } from './store-subject.ts';
import { chainAll } from './store-chaining.ts';

const times = <T>(count: number, run: (index: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, (_, index) => run(index)));

/** What the store promises when two processes do the same thing at the same time. */
export function racesContract(open: OpenSubject): void {
  describe('races between processes', () => {
    let subject: Subject;
    beforeAll(async () => {
      subject = await open();
    });
    afterAll(() => subject.close());
    const side = (index: number) => (index % 2 === 0 ? subject.store : subject.other);

    it('saves exactly one of many decisions on the same version', async () => {
      const first = requested('race-save', { person: { id: 'p-race-save', label: 'x' } });
      await subject.store.accesses.save(null, first, first.events, []);
      const outcomes = await times(10, (index) => {
        const after = next(first, {}, { facts: { command: `c${index}` } });
        return side(index).accesses.save(first, after, after.events.slice(1), [outbox(2, index)]);
      });
      expect(outcomes.filter((outcome) => outcome === 'saved')).toHaveLength(1);
      expect(outcomes.filter((outcome) => outcome === 'clash')).toHaveLength(9);
      const stored = await subject.store.accesses.byId('race-save');
      expect(stored?.access.events).toHaveLength(2);
      expect(stored?.outbox).toHaveLength(1);
      expect(stored?.outbox[0]?.at).toBe(outcomes.indexOf('saved'));
    });

    it('opens exactly one of many accesses of a person to an entitlement', async () => {
      const outcomes = await times(10, (index) => {
        const access = requested(`race-open-${index}`, { person: { id: 'p-race-open', label: 'x' } });
        return side(index).accesses.save(null, access, access.events, []);
      });
      expect([...outcomes].sort()).toEqual([...Array<string>(9).fill('open-exists'), 'saved']);
      expect(await subject.store.accesses.openOf('p-race-open')).toHaveLength(1);
    });

    it('stores a command that two processes run at once only once', async () => {
      const access = requested('race-same', { person: { id: 'p-race-same', label: 'x' } });
      const outcomes = await times(6, (index) => side(index).accesses.save(null, access, access.events, []));
      expect([...outcomes].sort()).toEqual([...Array<string>(5).fill('clash'), 'saved']);
    });

    it('loses no outbox entry to a decision that is written while entries are taken away', async () => {
      let current = accessTo('race-outbox');
      await subject.store.accesses.save(null, current, current.events, [outbox(1, 0)]);
      for (let n = 2; n <= 12; n++) {
        const after = next(current);
        const [outcome] = await Promise.all([
          subject.store.accesses.save(current, after, after.events.slice(-1), [outbox(n, 0)]),
          subject.other.accesses.done('to-race-outbox', [`${n - 1}.chain`]),
        ]);
        expect(outcome).toBe('saved');
        current = after;
      }
      const stored = await subject.store.accesses.byId('to-race-outbox');
      expect(stored).toMatchObject({ access: current, outbox: [outbox(12, 0)] });
    });

    it('keeps the latest of many fences', async () => {
      await times(12, (index) => side(index).accesses.fence('p-race', 'console:race', (index * 7) % 12));
      expect(await subject.store.accesses.fenceAt('p-race', 'console:race')).toBe(11);
    });

    it('chains from two processes without a gap, a fork or a double', async () => {
      await times(8, (index) => chainAll(side(index), `race-chain-${index % 4}`, 5));
      const walked = await listOf(subject.store.chain.walk());
      expect(walked.map((entry) => entry.seq)).toEqual(walked.map((_, index) => index + 1));
      expect(walked).toHaveLength(20);
      expect(new Set(walked.map((entry) => `${entry.access ?? ''}/${entry.n}`)).size).toBe(20);
      for (const [index, entry] of walked.entries()) {
        expect(entry.prev).toBe(walked[index - 1]?.hash ?? '0'.repeat(64));
      }
    });

    it('numbers the journal without gaps, each key once', async () => {
      await times(10, (index) =>
        side(index).journal.append([
          tenantEvent(`race-${index % 5}`),
          tenantEvent(`race-own-${index}`),
          tenantEvent('race-shared'),
        ]),
      );
      const events = await subject.store.journal.after(0, 100);
      expect(events.map((event) => event.n)).toEqual(events.map((_, index) => index + 1));
      expect(new Set(events.map((event) => event.key)).size).toBe(events.length);
      expect(events).toHaveLength(16);
    });

    it('makes one person of an e-mail, whoever is faster', async () => {
      const people = await times(8, (index) => side(index).people.ensureEmail('Race@acme.test', `fresh-${index}`));
      expect(new Set(people.map((person) => person.id)).size).toBe(1);
      expect(await subject.store.people.byEmail('race@ACME.test')).toStrictEqual(people[0]);
    });

    it('binds one account once, and one account of a workspace to an e-mail', async () => {
      const same = await times(6, (index) =>
        side(index).people.bind(account('URACE'), 'bind@acme.test', 'Race', index, `bind-${index}`),
      );
      expect(new Set(same.map((bound) => (bound === 'taken' ? bound : bound.person))).size).toBe(1);
      const rivals = await times(6, (index) =>
        side(index).people.bind(account(`URIVAL${index}`), 'rival@acme.test', 'Rival', index, `rival-${index}`),
      );
      expect(rivals.filter((bound) => bound !== 'taken')).toHaveLength(1);
      expect((await subject.store.people.byEmail('rival@acme.test'))?.accounts).toHaveLength(1);
    });

    it('gives a card to one process at a time', async () => {
      const record = { kind: 'notice', platform: 'slack', channel: 'C1', access: null, ask: null } as const;
      const rest = { from: null, to: null, person: null, ref: null, shown: 0, attemptedAt: null, failed: null };
      const stored = { id: 'race-card', ...record, ...rest };
      await times(4, (index) => side(index).cards.ensure(stored));
      // One that is stored, and one that its claim inserts.
      for (const card of [stored, { ...stored, id: 'race-new-card' }]) {
        const claims = await times(8, (index) => side(index).cards.claim(card, 1_000 + index, 10_000));
        expect(claims.filter((claim) => claim !== null)).toHaveLength(1);
      }
    });

    it('lets one import win, and makes one id of the installation', async () => {
      const state = { hash: 'h', members: [], productAdministrators: [], ids: [], retired: [] };
      const writes = await times(6, (index) => side(index).catalogue.write(null, { ...state, version: 1 }));
      expect(writes.filter(Boolean)).toHaveLength(1);
      const ids = await times(6, (index) => side(index).installationId());
      expect(new Set(ids).size).toBe(1);
      expect(ids[0]).toMatch(/^[0-9a-f]{32}$/);
    });
  });
}
