import { describe, expect, it } from 'vitest';
import { clockCheck } from '../../../src/cli/doctor/clock.ts';

describe('what doctor says about the clock', () => {
  it.each([0, 2_000, -2_000])('is fine with an offset of %i ms', (offset) => {
    expect(clockCheck(offset).ok).toBe(true);
    expect(clockCheck(offset)).not.toHaveProperty('warning');
  });
  it.each([
    [2_001, 'behind'],
    [-7_200_000, 'ahead'],
  ])('warns of an offset of %i ms', (offset, way) => {
    expect(clockCheck(offset)).toMatchObject({ ok: true, warning: true, sentence: expect.stringContaining(way) });
  });
});
