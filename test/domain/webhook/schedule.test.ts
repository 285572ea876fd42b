import { describe, expect, it } from 'vitest';
import { refusesEvent } from '../../../src/domain/webhook/failure.ts';
import { nextAttemptAt, sparedMs } from '../../../src/domain/webhook/schedule.ts';

const minute = 60_000;
const hour = 60 * minute;
const middle = 0.5;

/** The pauses between the attempts at a delivery that always fails, in ms. */
function pauses(chance: number): readonly number[] {
  const found: number[] = [];
  let now = 0;
  for (let tries = 1; ; tries++) {
    const next = nextAttemptAt({ tries, firstAt: 0 }, now, null, chance);
    if (next === null) return found;
    found.push(next - now);
    now = next;
  }
}

describe('the attempts at a delivery', () => {
  it('come with growing pauses, for three days', () => {
    const [s5, s30, m2, m10, m30] = [5_000, 30_000, 2 * minute, 10 * minute, 30 * minute];
    const first = [s5, s30, m2, m10, m30, hour, 3 * hour, 6 * hour, 12 * hour];
    expect(pauses(middle)).toEqual([...first, 12 * hour, 12 * hour, 12 * hour, 12 * hour]);
  });

  it('come up to a fifth sooner or later', () => {
    expect(pauses(0).slice(0, 3)).toEqual([4_000, 24_000, 96_000]);
    expect(pauses(1).slice(0, 3)).toEqual([6_000, 36_000, 144_000]);
    for (const chance of [0, middle, 1])
      expect(pauses(chance).reduce((sum, one) => sum + one, 0)).toBeLessThanOrEqual(72 * hour);
  });

  it('respect Retry-After, which shortens no pause', () => {
    expect(nextAttemptAt({ tries: 1, firstAt: 0 }, 0, 24 * hour, middle)).toBe(24 * hour);
    expect(nextAttemptAt({ tries: 9, firstAt: 0 }, 0, 1_000, middle)).toBe(12 * hour);
    expect(nextAttemptAt({ tries: 1, firstAt: 0 }, 0, 0, middle)).toBe(5_000);
  });

  it('end after three days', () => {
    expect(nextAttemptAt({ tries: 12, firstAt: 0 }, 60 * hour, null, middle)).toBe(72 * hour);
    expect(nextAttemptAt({ tries: 12, firstAt: 0 }, 60 * hour + 1, null, middle)).toBeNull();
  });
});

describe('an endpoint that wants to be spared', () => {
  it('is left alone for longer each time, five minutes at most, and as long as it says', () => {
    expect([1, 2, 3, 6, 7, 99].map((times) => sparedMs(times, null))).toEqual([
      5_000,
      10_000,
      20_000,
      160_000,
      5 * minute,
      5 * minute,
    ]);
    expect(sparedMs(1, hour)).toBe(hour);
    expect(sparedMs(3, 1)).toBe(20_000);
  });
});

describe('an answer', () => {
  it.each([
    [400, true],
    [413, true],
    [422, true],
    [401, false],
    [404, false],
    [410, false],
    [429, false],
    [302, false],
    [500, false],
    [null, false],
  ])('%s refuses this very event: %s', (status, refuses) => {
    expect(refusesEvent(status)).toBe(refuses);
  });
});
