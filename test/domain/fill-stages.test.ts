import { describe, expect, it } from 'vitest';
import { canFill } from '../../src/domain/fill-stages.ts';

describe('filling every stage with distinct people (A4)', () => {
  it.each([
    [[1], [[true]], true],
    [[2], [[true]], false],
    [[1, 1], [[true, true]], false],
    // The first candidate has to make room for the second, who fits nowhere else.
    [
      [1, 1],
      [
        [true, true],
        [true, false],
      ],
      true,
    ],
    [
      [1, 2],
      [
        [true, true],
        [false, true],
        [false, true],
      ],
      true,
    ],
    [
      [1, 2],
      [
        [false, true],
        [false, true],
        [false, true],
      ],
      false,
    ],
    [[], [], true],
  ])('%j of %j: %s', (counts, candidates, is) => {
    expect(canFill(counts, candidates)).toBe(is);
  });
});
