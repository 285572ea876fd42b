import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OpenSubject, Subject } from './store-subject.ts';

const noneWaits = { ids: new Set<string>(), others: 0, over: new Set<string>(), most: Infinity };
const hour = 3_600_000;

/** What the store promises of budgets: within any hour, once a command, over all processes. */
export function budgetsContract(open: OpenSubject): void {
  describe('budgets', () => {
    let subject: Subject;
    beforeAll(async () => {
      subject = await open();
    });
    afterAll(() => subject.close());

    it('give as many as there are within any hour, and say when the next is free', async () => {
      const take = (command: string, at: number) => subject.store.budgets.take('a', command, at, 2);
      expect([await take('1', 10), await take('1', 20), await take('2', 30), await take('3', 40)]).toEqual([
        null,
        null,
        null,
        10 + hour,
      ]);
      expect(await take('3', 10 + hour)).toBeNull();
      expect(await take('4', 20 + hour)).toBe(30 + hour);
      await subject.store.budgets.giveBack('a', '3');
      expect(await take('4', 20 + hour)).toBeNull();
      expect(await subject.store.budgets.take('b', '4', 20 + hour, 2)).toBeNull();
      expect(await subject.elsewhere.budgets.take('a', '5', 20 + hour, 2)).toBeNull();
    });

    it('give no more to many processes at once', async () => {
      const taken = await Promise.all(
        Array.from({ length: 10 }, (_, index) =>
          (index % 2 === 0 ? subject.store : subject.other).budgets.take('race', `r${index}`, 5 * hour, 3),
        ),
      );
      expect(taken.filter((one) => one === null)).toHaveLength(3);
    });

    it('of requests give as many as there are for each asker, and for each thing that is asked for', async () => {
      const limits = { requestsPerHour: 2, requestsPerPersonPerHour: 3 };
      const { budgets } = subject.store;
      const take = (command: string, delivery: string, about: string, at: number) =>
        budgets.takeRequest('requests p', { command, delivery, about }, at, limits, noneWaits);
      expect(await take('1', 'd1', 'a', 10)).toBeNull();
      expect(await take('2', 'd2', 'a', 20)).toBeNull();
      expect(await take('3', 'd3', 'a', 30)).toEqual({ limit: 'requestsPerHour', freeAt: 10 + hour });
      expect(await take('3', 'd3', 'b', 30)).toBeNull();
      // The same command again, and another one of the same delivery.
      expect(await take('3', 'd3', 'b', 31)).toBeNull();
      expect(await take('4', 'd3', 'c', 32)).toBeNull();
      const over = { limit: 'requestsPerPersonPerHour', freeAt: 10 + hour };
      expect(await take('5', 'd5', 'd', 40)).toEqual(over);
      expect(await budgets.requestsLeft('requests p', 'd5', 40, limits)).toEqual(over);
      expect(await budgets.requestsLeft('requests p', 'd3', 40, limits)).toBeNull();
      expect(await budgets.requestsLeft('requests q', 'd5', 40, limits)).toBeNull();
      await budgets.giveBack('requests p', '1');
      expect(await take('5', 'd5', 'd', 50)).toBeNull();
    });

    it('of requests are no more for many processes at once', async () => {
      const limits = { requestsPerHour: 3, requestsPerPersonPerHour: 30 };
      const taken = await Promise.all(
        Array.from({ length: 10 }, (_, index) =>
          (index % 2 === 0 ? subject.store : subject.other).budgets.takeRequest(
            'requests race',
            { command: `r${index}`, delivery: `d${index}`, about: 'a' },
            7 * hour,
            limits,
            noneWaits,
          ),
        ),
      );
      expect(taken.filter((one) => one === null)).toHaveLength(3);
    });

    it('of requests let no more wait than may, however many are made at once', async () => {
      const limits = { requestsPerHour: 30, requestsPerPersonPerHour: 30 };
      const taken = await Promise.all(
        Array.from({ length: 6 }, (_, index) =>
          (index % 2 === 0 ? subject.store : subject.other).budgets.takeRequest(
            'requests open',
            { command: `r${index}`, delivery: `d${index}`, about: `a${index}` },
            8 * hour,
            limits,
            { ...noneWaits, others: 1, most: 3 },
          ),
        ),
      );
      expect(taken.filter((one) => one === null)).toHaveLength(2);
      expect(taken).toContainEqual(expect.objectContaining({ limit: 'openRequests', open: 3 }));
    });

    it('count refusals of an hour once a command, and tell them when it is over', async () => {
      const { budgets } = subject.store;
      const by = { person: 'p', label: 'p@acme.test' };
      for (const command of ['1', '2', '2', '1', '3']) await budgets.countRefusal(by, command, 9 * hour + 5);
      expect(await budgets.refusalCounts(10 * hour - 1, 10)).toEqual([]);
      const [count, ...more] = await budgets.refusalCounts(11 * hour, 10);
      expect(count).toMatchObject({ ...by, hour: 9, count: 3 });
      expect(more).toEqual([]);
      expect(await subject.elsewhere.budgets.refusalCounts(11 * hour, 10)).toEqual([]);
      await budgets.forgetRefusals(count!.id);
      expect(await budgets.refusalCounts(11 * hour, 10)).toEqual([]);
    });
  });
}
