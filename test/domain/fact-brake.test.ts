import { describe, expect, it } from 'vitest';
import { baseline, changeOf, isBraked, keptEarlier } from '../../src/domain/fact-brake.ts';

const people = (from: number, to: number) =>
  Array.from({ length: Math.max(0, to - from) }, (_, at) => ({ person: `p${from + at}`, list: '' }));
const change = (before: number, gone: number, added: number) =>
  changeOf(people(0, before), [...people(gone, before), ...people(1_000, 1_000 + added)]);

describe('whether a report waits for a Latchkey administrator', () => {
  it.each([
    [10, 0, 0, false],
    [10, 4, 0, false],
    [10, 5, 0, true],
    [9, 5, 0, true],
    [1, 1, 0, true],
    [2, 1, 0, true],
    [10, 1, 1, true],
    [10, 3, 2, false],
    [10, 3, 3, true],
    [10, 0, 3, false],
    [10, 0, 4, true],
    [100, 0, 20, false],
    [100, 0, 21, true],
    [0, 0, 3, false],
    [0, 0, 4, true],
  ])('of %i people %i gone and %i new: %s', (before, gone, added, waits) => {
    expect(isBraked(change(before, gone, added))).toBe(waits);
  });

  it('counts somebody with a new role as new, and whoever still has another as not gone', () => {
    const before = [{ person: 'ada', list: 'Reader' }];
    const after = [{ person: 'ada', list: 'Administrator' }];
    expect(changeOf(before, after)).toEqual({ before: ['ada'], gone: [], added: ['ada'] });
  });
});

describe('what a report is compared with', () => {
  const day = 86_400_000;
  const now = 10 * day;
  const current = { entries: ['c'], hook: 'hr', delivery: 'd', asOf: 0, at: now - 1_000 };
  const earlier = [
    { entries: ['file'], from: 0 },
    { entries: ['a'], from: now - day - 5 },
    { entries: ['b'], from: now - day + 5 },
  ];
  it.each([
    ['as it was 24 hours ago', null, ['a']],
    ['as it was when it was confirmed', now - 1_000, ['c']],
    ['as it was when it was confirmed, where that is earlier than a later change', now - 2_000, ['b']],
    ['as it was 24 hours ago, where it was confirmed before that', now - 2 * day, ['a']],
  ])('%s', (_, confirmedAt, entries) => {
    expect(baseline({ current, earlier, confirmedAt }, now)).toEqual(entries);
  });

  it('keeps of what counted before the last day’s and the one that it began with', () => {
    expect(keptEarlier(earlier, now).map(({ entries }) => entries)).toEqual([['a'], ['b']]);
  });
});
