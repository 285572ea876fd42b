import { expect, it } from 'vitest';
import { createClientBudgets } from '../../src/decisions/client-budgets.ts';

const limits = { evaluations: 10, searches: 2, requests: 1 };
const client = { id: 'gateway', limits };

it('holds what may be asked in a second, each client and kind apart, and says how long to wait', () => {
  let now = 0;
  const { take } = createClientBudgets(() => now);
  const taken = (count: number) => Array.from({ length: count }, () => take(client, 'searches'));
  expect(taken(3)).toEqual([null, null, 1]);
  expect(take(client, 'requests')).toBeNull();
  expect(take({ id: 'other', limits }, 'searches')).toBeNull();
  now = 499;
  expect(taken(1)).toEqual([1]);
  now = 500;
  expect(taken(2)).toEqual([null, 1]);
  // It never holds more than a second’s worth, and a clock that goes back gives nothing.
  now = 60_000;
  expect(taken(3)).toEqual([null, null, 1]);
  now = 0;
  expect(taken(1)).toEqual([1]);
});

it('lets a batch take more than is left, which has to be waited for afterwards', () => {
  let now = 0;
  const { take, takeMore } = createClientBudgets(() => now);
  expect(take(client, 'evaluations')).toBeNull();
  takeMore(client, 'evaluations', 49);
  expect(take(client, 'evaluations')).toBe(5);
  now = 4_000;
  expect(take(client, 'evaluations')).toBe(1);
  now = 4_100;
  expect(take(client, 'evaluations')).toBeNull();
});

it('has defaults that no application reaches by itself', () => {
  const { take } = createClientBudgets(() => 0);
  const counts = (['evaluations', 'searches', 'requests'] as const).map((what) => {
    let count = 0;
    while (take({ id: 'gateway' }, what) === null) count++;
    return count;
  });
  expect(counts).toEqual([1_000, 20, 10]);
});
