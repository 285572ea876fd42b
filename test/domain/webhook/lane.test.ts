import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { longestWaitMs, turnIn } from '../../../src/domain/webhook/lane.ts';

const fresh = (createdAt: number) => ({ createdAt, nextAt: createdAt, tries: 0 });
const failed = (createdAt: number, nextAt: number) => ({ createdAt, nextAt, tries: 1 });

describe('whose turn it is', () => {
  it('is the first one’s, at once', () => {
    const [one, two] = [fresh(1_000), fresh(1_001)];
    expect(turnIn([one, two], 1_001)).toEqual({ ready: one, lookAt: 1_000 });
    expect(turnIn([], 1_001)).toEqual({ ready: null, lookAt: null });
  });

  it('is nobody’s while an earlier one that failed waits, for at most two minutes', () => {
    const [one, two] = [failed(1_000, 999_000), fresh(2_000)];
    expect(turnIn([one, two], 2_000 + longestWaitMs - 1)).toEqual({ ready: null, lookAt: 2_000 + longestWaitMs });
    expect(turnIn([one, two], 2_000 + longestWaitMs)).toEqual({ ready: two, lookAt: 2_000 + longestWaitMs });
  });

  it('is the earlier one’s where both are due, and a later one’s own where it failed too', () => {
    const [one, two] = [failed(1_000, 9_000), failed(2_000, 5_000)];
    expect(turnIn([one, two], 9_000).ready).toBe(one);
    expect(turnIn([one, two], 5_000).ready).toBe(two);
    expect(turnIn([one, two], 4_999)).toEqual({ ready: null, lookAt: 5_000 });
  });

  it('comes to everything in time, whatever fails', () => {
    const lane = fc.array(fc.record({ createdAt: fc.nat(1_000_000), pause: fc.nat(50_000_000), tries: fc.nat(3) }), {
      maxLength: 8,
    });
    fc.assert(
      fc.property(lane, fc.nat(60_000_000), (rows, now) => {
        const pending = rows.map(({ createdAt, pause, tries }) => ({
          createdAt,
          tries,
          nextAt: createdAt + (tries > 0 ? pause : 0),
        }));
        const { ready, lookAt } = turnIn(pending, now);
        if (ready === null) expect(lookAt === null || lookAt > now).toBe(true);
        else expect(ready.nextAt <= now && lookAt !== null && lookAt <= now).toBe(true);
        // Nobody waits longer than for their own time, or two minutes.
        const late = pending.filter(({ createdAt, nextAt }) => Math.max(nextAt, createdAt + longestWaitMs) <= now);
        if (late.length > 0) expect(ready).not.toBeNull();
      }),
    );
  });
});
