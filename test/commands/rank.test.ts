import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rank } from '../../commands/rank.ts';

const offers = (values: readonly string[]) => values.map((value) => ({ name: value, value }));
const ranked = (values: readonly string[], typed: string, limit = 25) =>
  rank(offers(values), typed, limit).map(({ value }) => value);

describe('what is offered while one types', () => {
  it('begins with what is the same, then what begins so, then what has such a word, then what contains it', () => {
    const roles = ['Network operator', 'Cooperator', 'Operator plus', 'Operator', 'Reader'];
    expect(ranked(roles, 'operator')).toEqual(['Operator', 'Operator plus', 'Network operator', 'Cooperator']);
  });

  it('keeps the given order among equals, and all of it while nothing is typed', () => {
    expect(ranked(['b1', 'a2', 'b3'], 'B')).toEqual(['b1', 'b3']);
    expect(ranked(['b1', 'a2', 'b3'], '  ', 2)).toEqual(['b1', 'a2']);
  });

  it('looks at what is shown as well as at what is taken', () => {
    expect(rank([{ name: 'acme-prod — ACME production', value: 'acme-prod' }], 'production', 25)).toHaveLength(1);
  });

  it('never offers more than asked for, nothing twice, and only what contains what was typed', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.string({ maxLength: 12 }), { maxLength: 60 }),
        fc.string({ maxLength: 4 }),
        fc.integer({ min: 0, max: 25 }),
        (values, typed, limit) => {
          const found = ranked(values, typed, limit);
          expect(found.length).toBeLessThanOrEqual(limit);
          expect(new Set(found).size).toBe(found.length);
          for (const one of found) expect(one.toLowerCase()).toContain(typed.trim().toLowerCase());
        },
      ),
    );
  });
});
