import { budgetRefusals, retryAfterSeconds } from '../../src/domain/budget-refusals.ts';
import { describe, expect, it } from 'vitest';
import type { RequestTaken } from '../../src/domain/request-budget.ts';
import { overOpen, overRequests } from '../../src/domain/request-budget.ts';

const hour = 3_600_000;
const limits = { requestsPerHour: 3, requestsPerPersonPerHour: 5 };
const taken = (at: number, about: string, delivery = `d${at}`): RequestTaken => {
  return { command: `${delivery} ${about}`, at, delivery, about };
};

describe('how many requests fit into an hour', () => {
  it('three for the same person and entitlement, whoever else was asked for beside', () => {
    const recent = [taken(1, 'a'), taken(2, 'a'), taken(3, 'b'), taken(4, 'a')];
    expect(overRequests(recent, { delivery: 'new', about: 'a' }, limits)).toEqual({
      limit: 'requestsPerHour',
      freeAt: 1 + hour,
    });
    expect(overRequests(recent, { delivery: 'new', about: 'b' }, limits)).toBeNull();
    expect(overRequests(recent, { delivery: 'new' }, limits)).toBeNull();
  });

  it('so many by one asker, of which a list of people is one', () => {
    const list = Array.from({ length: 20 }, (_, at) => taken(10, `list ${at}`, 'list'));
    const recent = [...list, ...['a', 'b', 'c'].map((about, at) => taken(20 + at, about))];
    expect(overRequests(recent, { delivery: 'new', about: 'n' }, limits)).toBeNull();
    const full = [...recent, taken(30, 'd')];
    expect(overRequests(full, { delivery: 'new', about: 'n' }, limits)).toEqual({
      limit: 'requestsPerPersonPerHour',
      freeAt: 10 + hour,
    });
    expect(overRequests(full, { delivery: 'list', about: 'one more of the list' }, limits)).toBeNull();
  });
});

describe('how many requests may wait', () => {
  const now = 100_000;
  const waiting = { ids: new Set(['w1']), others: 1, over: new Set<string>(), most: 2 };
  const wanted = { delivery: 'new', at: now };
  const at = (command: string, when = now - 1, delivery = command): RequestTaken => ({ command, at: when, delivery });

  it('those that wait, and those taken at the same moment that aren’t written yet', () => {
    expect(overOpen([at('w1')], wanted, waiting)).toBeNull();
    expect(overOpen([at('w1'), at('r2')], wanted, waiting)).toEqual({ open: 2, unsure: ['r2'] });
  });

  it('but not what is over, what the same list asks for, or what somebody began a minute ago and never wrote', () => {
    expect(overOpen([at('r2')], wanted, { ...waiting, over: new Set(['r2']) })).toBeNull();
    expect(overOpen([at('r2', now - 1, 'new')], wanted, waiting)).toBeNull();
    expect(overOpen([at('r2', now - 60_000)], wanted, waiting)).toBeNull();
  });
});

it('a system is told how long to wait, in whole seconds', () => {
  const seconds = (waitMs: number) => retryAfterSeconds(budgetRefusals.requestsPerHour(3, waitMs).args);
  expect([seconds(0), seconds(1), seconds(59_001)]).toEqual([1, 1, 60]);
  expect(retryAfterSeconds(budgetRefusals.tooManyOpen(20).args)).toBe(600);
});
