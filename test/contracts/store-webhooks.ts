import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Delivery, LaneClaim } from '../../src/ports/webhooks.ts';
import { delivery, endpoint } from './store-fixtures.ts';
import type { OpenSubject, Subject } from './store-subject.ts';

/** What deliveries, lanes and endpoints promise. */
export function webhooksContract(open: OpenSubject): void {
  let subject: Subject;
  beforeAll(async () => {
    subject = await open();
  });
  afterAll(() => subject.close());
  const webhooks = () => subject.store.webhooks;
  const inLane = (name: string, id: string, seq = 1) => delivery(id, { lane: `siem/${name}`, seq });
  const claimed = async (lane: string, at: number): Promise<LaneClaim> => {
    const claim = await webhooks().claimLane(lane, at, 100);
    if (claim === null) throw new Error(`${lane} is somebody else’s`);
    return claim;
  };

  describe('deliveries', () => {
    it('exist once, in the order of the events, for their tenant alone', async () => {
      const [second, first] = [inLane('order', 'o2', 2), inLane('order', 'o1', 1)];
      expect(await webhooks().add([second, first])).toBe(2);
      expect(await subject.other.webhooks.add([first])).toBe(0);
      expect(await webhooks().pending('siem', 'siem/order', 9)).toStrictEqual([first, second]);
      expect(await webhooks().pending('siem', 'siem/order', 1)).toStrictEqual([first]);
      expect(await webhooks().byId('o1')).toStrictEqual(first);
      expect(await webhooks().byId('nothing')).toBeNull();
      expect(await subject.elsewhere.webhooks.byId('o1')).toBeNull();
      expect(await subject.elsewhere.webhooks.pending('siem', 'siem/order', 9)).toEqual([]);
    });

    it('keep their attempts, and are forgotten when that is due', async () => {
      await webhooks().add([inLane('settled', 's1')]);
      const attempt = { at: 2_000, status: 500, durationMs: 12, answer: 'no ☎️' };
      const failed = { state: 'pending', nextAt: 7_000, tries: 1, firstAt: 2_000 } as const;
      await webhooks().settle('s1', failed, attempt, null);
      await webhooks().reported('s1');
      const stored = { ...inLane('settled', 's1'), ...failed, attempts: [attempt], isReported: true };
      expect(await webhooks().pending('siem', 'siem/settled', 9)).toStrictEqual([stored]);
      const done = { state: 'delivered', nextAt: 7_000, tries: 2, firstAt: 2_000 } as const;
      await webhooks().settle('s1', done, { ...attempt, status: null }, 9_000);
      expect(await webhooks().pending('siem', 'siem/settled', 9)).toEqual([]);
      expect(await webhooks().byId('s1')).toMatchObject({ ...done, attempts: [attempt, { status: null }] });
      await webhooks().forget(9_000);
      expect(await webhooks().byId('s1')).not.toBeNull();
      await webhooks().forget(9_001);
      expect(await webhooks().byId('s1')).toBeNull();
    });

    it('keep the newest forty attempts', async () => {
      await webhooks().add([inLane('many', 'many')]);
      const failed = { state: 'pending', nextAt: 7_000, tries: 1, firstAt: 2_000 } as const;
      for (let at = 1; at <= 42; at++) {
        await webhooks().settle('many', failed, { at, status: 500, durationMs: 1, answer: '' }, null);
      }
      const { attempts = [] } = (await webhooks().byId('many')) ?? {};
      expect([attempts.length, attempts[0]?.at, attempts.at(-1)?.at]).toEqual([40, 3, 42]);
    });

    it('that are held are read by their endpoint, the oldest first', async () => {
      const [older, newer] = ['h2', 'h1'].map((id, seq) => ({
        ...delivery(id, { lane: `holder/${id}`, seq }),
        endpoint: 'holder',
        createdAt: 1_000 + seq,
      })) as [Delivery, Delivery];
      await webhooks().add([newer, older]);
      expect(await webhooks().held('holder', 9)).toEqual([]);
      for (const id of ['h1', 'h2'])
        await webhooks().settle(id, { state: 'held', nextAt: 1, tries: 0, firstAt: null }, null, 9_000);
      expect((await webhooks().held('holder', 9)).map(({ id }) => id)).toEqual(['h2', 'h1']);
      expect((await webhooks().held('holder', 1)).map(({ id }) => id)).toEqual(['h2']);
      expect(await webhooks().held('siem-of-others', 9)).toEqual([]);
      expect(await subject.elsewhere.webhooks.held('holder', 9)).toEqual([]);
    });

    it('are sent again: what was not delivered, or all', async () => {
      const done = { nextAt: 1_000, tries: 3, firstAt: 1_000 };
      const [held, delivered, waits] = [inLane('again', 'a1', 1), inLane('again', 'a2', 2), inLane('again', 'a3', 3)];
      await webhooks().add([held, delivered, waits]);
      await webhooks().settle('a1', { state: 'held', ...done }, null, 9_000);
      await webhooks().settle('a2', { state: 'delivered', ...done }, null, 9_000);
      const again = [held, delivered, waits, inLane('again', 'a4', 4)].map((one) => ({
        ...one,
        createdAt: 5_000,
        nextAt: 5_000,
      }));
      expect(await webhooks().addAgain(again, false)).toBe(2);
      expect((await webhooks().pending('siem', 'siem/again', 9)).map(({ id }) => id)).toEqual(['a1', 'a3', 'a4']);
      expect(await webhooks().byId('a1')).toMatchObject({
        state: 'pending',
        createdAt: 5_000,
        tries: 0,
        firstAt: null,
      });
      expect(await webhooks().addAgain(again, true)).toBe(1);
      expect(await webhooks().byId('a2')).toMatchObject({ state: 'pending', nextAt: 5_000 });
      // Not forgotten any more.
      await webhooks().forget(99_000);
      expect(await webhooks().byId('a2')).not.toBeNull();
    });

    it('are listed and counted by endpoint', async () => {
      const of = (id: string, createdAt: number, at: number) =>
        delivery(id, { endpoint: 'lab', lane: `lab/${id}`, createdAt, at });
      await webhooks().add([of('l1', 10, 3), of('l2', 20, 2), of('l3', 30, 1)]);
      await webhooks().settle('l3', { state: 'delivered', nextAt: 1, tries: 1, firstAt: 1 }, null, 9_000);
      expect((await webhooks().list('lab', 2)).map(({ id }) => id)).toEqual(['l3', 'l2']);
      expect(await webhooks().countPending('lab')).toBe(2);
      expect(await webhooks().oldestPending('lab')).toBe(2);
      expect(await webhooks().countPending('none')).toBe(0);
      expect(await webhooks().oldestPending('none')).toBeNull();
    });
  });

  describe('lanes', () => {
    it('are worked on by one at a time, from when something is due', async () => {
      await webhooks().add([delivery('d1', { lane: 'siem/one', nextAt: 700, createdAt: 700 })]);
      expect(await webhooks().dueLanes(699, 99)).not.toContain('siem/one');
      expect(await webhooks().dueLanes(700, 99)).toContain('siem/one');
      const claim = await claimed('siem/one', 1_000);
      expect(claim).toStrictEqual({ lane: 'siem/one', endpoint: 'siem', claimedAt: 1_000, asked: 1 });
      expect(await webhooks().dueLanes(1_099, 99)).not.toContain('siem/one');
      expect(await subject.other.webhooks.claimLane('siem/one', 1_099, 100)).toBeNull();
      const kept = await webhooks().keepLane(claim, 1_050, 100);
      expect(kept).toStrictEqual({ ...claim, claimedAt: 1_050 });
      expect(await webhooks().keepLane(claim, 1_060, 100)).toBeNull();
      // Whoever had it died.
      expect(await subject.other.webhooks.claimLane('siem/one', 1_150, 100)).toMatchObject({ claimedAt: 1_150 });
      expect(await webhooks().settleLane({ ...claim, claimedAt: 1_050 }, null)).toBe('lost');
      expect(await subject.elsewhere.webhooks.claimLane('siem/one', 9_000, 100)).toBeNull();
    });

    it('lose no wake-up that comes while they are worked on', async () => {
      await webhooks().add([inLane('woken', 'w1')]);
      const claim = await claimed('siem/woken', 1_000);
      await subject.other.webhooks.add([inLane('woken', 'w2', 2)]);
      const again = await webhooks().settleLane(claim, null);
      expect(again).toStrictEqual({ ...claim, asked: 2 });
      expect(await webhooks().settleLane({ ...claim, asked: 2 }, 5_000)).toBe('settled');
      expect(await webhooks().dueLanes(4_999, 99)).not.toContain('siem/woken');
      expect(await webhooks().dueLanes(5_000, 99)).toContain('siem/woken');
      expect(await webhooks().settleLane(await claimed('siem/woken', 5_000), null)).toBe('settled');
      // Nothing is left of it.
      expect(await webhooks().claimLane('siem/woken', 9_000, 100)).toBeNull();
    });

    it('are woken by many at once', async () => {
      const all = Array.from({ length: 12 }, (_, index) => inLane('crowd', `c${index}`, index));
      await Promise.all(all.map((one, index) => (index % 2 === 0 ? subject.store : subject.other).webhooks.add([one])));
      expect(await webhooks().claimLane('siem/crowd', 1_000, 100)).toMatchObject({ asked: 12 });
    });
  });

  it('know how far the journal was told, which never goes back', async () => {
    expect(await webhooks().journalTold()).toBeNull();
    await Promise.all([webhooks().tellJournal(7), subject.other.webhooks.tellJournal(5)]);
    expect(await webhooks().journalTold()).toBe(7);
    expect(await subject.elsewhere.webhooks.journalTold()).toBeNull();
  });

  describe('endpoints', () => {
    it('are written by whoever knows how they were', async () => {
      expect(await webhooks().writeEndpoint(null, endpoint('siem'))).toBe(true);
      expect(await subject.other.webhooks.writeEndpoint(null, endpoint('siem', { since: 5 }))).toBe(false);
      expect(await webhooks().endpoint('siem')).toStrictEqual(endpoint('siem'));
      const paused = endpoint('siem', { state: 'paused', count: 2, resumeFrom: 700, declared: null });
      expect(await webhooks().writeEndpoint(1, paused)).toBe(true);
      expect(await webhooks().writeEndpoint(1, endpoint('siem', { count: 2 }))).toBe(false);
      await webhooks().noteEndpoint('siem', { failingSince: 12, failing: 'd', severalFail: true, sparedTimes: 2 });
      expect(await webhooks().endpoints()).toStrictEqual([
        { ...paused, failingSince: 12, failing: 'd', severalFail: true, sparedTimes: 2 },
      ]);
      expect(await subject.elsewhere.webhooks.endpoints()).toEqual([]);
      expect(await webhooks().endpoint('none')).toBeNull();
    });
  });
}
