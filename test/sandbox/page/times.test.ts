import { describe, expect, it } from 'vitest';
import { momentIn, stampOf } from '../../../sandbox/page/app/discord/times.ts';

const at = Date.UTC(2026, 10, 22, 20, 15, 30);
const seconds = at / 1000;

describe('moments as Discord writes them', () => {
  it('are in the reader’s zone', () => {
    expect(momentIn(seconds, 't', at, 'UTC')).toBe('20:15');
    expect(momentIn(seconds, 't', at, 'America/New_York')).toBe('15:15');
    expect(momentIn(seconds, 'T', at, 'UTC')).toBe('20:15:30');
    expect(momentIn(seconds, 'd', at, 'UTC')).toBe('22/11/2026');
    expect(momentIn(seconds, 'D', at, 'UTC')).toBe('22 November 2026');
    expect(momentIn(seconds, 'f', at, 'UTC')).toBe('22 November 2026 at 20:15');
    expect(momentIn(seconds, 'F', at, 'UTC')).toContain('Sunday');
  });

  it('are written like f where no style or an unknown one is given', () => {
    for (const style of [undefined, 'x']) expect(momentIn(seconds, style, at, 'UTC')).toBe('22 November 2026 at 20:15');
  });

  it.each([
    [30, 'in 30 seconds'],
    [-1, '1 second ago'],
    [60, 'in 1 minute'],
    [3540, 'in 59 minutes'],
    [3599, 'in 1 hour'],
    [-7200, '2 hours ago'],
    [3 * 86_400, 'in 3 days'],
    [3 * 86_400 - 20, 'in 3 days'],
    [400 * 86_400, 'in 1 year'],
  ])('%d s from now are “%s”', (apart, words) => {
    expect(momentIn(seconds + apart, 'R', at)).toBe(words);
  });

  it('beside a name are today, yesterday, or a date', () => {
    const before = (ms: number): string => new Date(at - ms).toISOString();
    expect(stampOf(before(60_000), at, 'UTC')).toBe('Today at 20:14');
    expect(stampOf(before(86_400_000), at, 'UTC')).toBe('Yesterday at 20:15');
    expect(stampOf(before(3 * 86_400_000), at, 'UTC')).toBe('19/11/2026 20:15');
  });
});
