import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson, isSameJson } from '../../src/lib/canonical-hash.ts';

describe('whether two values are the same JSON', () => {
  it('agrees with their canonical forms', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (one, other) => {
        expect(isSameJson(one, other)).toBe(canonicalJson(one) === canonicalJson(other));
        expect(isSameJson(one, JSON.parse(JSON.stringify(one)))).toBe(true);
      }),
    );
  });

  it.each([
    ['the order of names', { a: 1, b: 2 }, { b: 2, a: 1 }, true],
    ['a name without a value', { a: 1, b: undefined }, { a: 1 }, true],
    ['minus zero', { a: -0 }, { a: 0 }, true],
    ['the order of a list', [1, 2], [2, 1], false],
    ['a number and its text', { a: 1 }, { a: '1' }, false],
    ['null and nothing', { a: null }, {}, false],
  ])('%s', (_, one, other, expected) => {
    expect(isSameJson(one, other)).toBe(expected);
  });

  it('throws where they differ and one has no canonical form', () => {
    expect(() => isSameJson('\ud800', 'a')).toThrow(/surrogate/i);
  });
});
