import { describe, expect, it } from 'vitest';
import { createServerClock } from '../../../src/store/mongo/server-clock.ts';
import { quiet } from '../../support/store.ts';

const hour = 3_600_000;

/** A machine whose clock is `off` ms from MongoDB's. */
function machine(off: number) {
  const time = { passed: 0, off, roundTrip: 0, answersLate: false, away: false };
  const start = 1_800_000_000_000;
  const warnings: string[] = [];
  const measured: number[] = [];
  const clock = createServerClock(
    () => {
      if (time.away) return Promise.reject(new Error('away'));
      const there = time.answersLate ? 0 : time.roundTrip / 2;
      time.passed += there;
      const server = start + time.passed;
      time.passed += time.roundTrip - there;
      return Promise.resolve(server);
    },
    {
      log: { ...quiet, warn: (_fields, text) => void warnings.push(text) },
      host: { wall: () => start + time.passed + time.off, monotonic: () => 5_000 + time.passed },
      onMeasured: (ms) => void measured.push(ms),
    },
  );
  return { clock, time, warnings, measured, truth: () => start + time.passed };
}

describe('the clock that goes by MongoDB’s', () => {
  it.each([0, 5 * hour, -3 * hour])('tells MongoDB’s time where the host’s is %i ms off', async (off) => {
    const { clock, time, truth, measured } = machine(off);
    time.roundTrip = 80;
    await clock.measure();
    time.passed += 45_000;
    expect(clock.now()).toBe(truth());
    expect(measured).toEqual([0 - off]);
    expect(clock.isSure()).toBe(true);
  });

  it('warns of more than two seconds, once', async () => {
    const { clock, warnings, time } = machine(2_100);
    await clock.measure();
    await clock.measure();
    expect(warnings).toHaveLength(1);
    const small = machine(1_900);
    await small.clock.measure();
    expect(small.warnings).toEqual([]);
    expect(time.off).toBe(2_100);
  });

  it('is sure for five minutes after a measurement, and not before the first', async () => {
    const { clock, time } = machine(hour);
    expect(clock.isSure()).toBe(false);
    await clock.measure();
    time.passed += 300_000;
    expect(clock.isSure()).toBe(true);
    time.passed += 1;
    expect(clock.isSure()).toBe(false);
    time.away = true;
    await expect(clock.measure()).rejects.toThrow('away');
    expect(clock.isSure()).toBe(false);
    time.away = false;
    await clock.measure();
    expect(clock.isSure()).toBe(true);
  });

  it('does not follow a host’s clock that is set in between, and is not sure until it has measured again', async () => {
    const { clock, time, truth } = machine(0);
    await clock.measure();
    time.passed += 10_000;
    time.off = -2 * hour;
    expect(clock.now()).toBe(truth());
    expect(clock.isSure()).toBe(false);
    await clock.measure();
    expect(clock.now()).toBe(truth());
    expect(clock.isSure()).toBe(true);
  });

  it('does not use an answer that took too long', async () => {
    const { clock, time } = machine(hour);
    time.roundTrip = 6_000;
    await clock.measure();
    expect(clock.isSure()).toBe(false);
  });

  it('keeps a good measurement rather than take a slow one, which can be wrong by half of what it took', async () => {
    const { clock, time, truth } = machine(hour);
    time.roundTrip = 20;
    await clock.measure();
    time.roundTrip = 4_000;
    time.answersLate = true;
    await clock.measure();
    expect(clock.now()).toBe(truth());
    time.passed += 300_001;
    await clock.measure();
    expect(clock.isSure()).toBe(true);
  });
});
