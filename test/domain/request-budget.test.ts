import { describe, expect, it } from 'vitest';
import type { RequestTaken } from '../../src/domain/request-budget.ts';
import { overRequests } from '../../src/domain/request-budget.ts';

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
