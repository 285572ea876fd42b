import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatDuration, longest, parseDuration } from '../../src/domain/duration.ts';
import { formatMoment, isUntil, parseLength, parseMoment } from '../../src/domain/moment.ts';
import { en } from '../../src/words/en/index.ts';

const minute = 60_000;
const hour = 60 * minute;
const berlin = 'Europe/Berlin';

function moment(text: string, now: string, zone = berlin): string {
  const read = parseMoment(text, Date.parse(now), zone);
  return read.ok ? new Date(read.at).toISOString().slice(0, 16) : en.lengthProblem(read.problem);
}

describe('a duration', () => {
  it.each([
    ['30m', 30],
    ['90 min', 90],
    ['1 hour', 60],
    ['two hours', 120],
    ['1h 30m', 90],
    ['1h30m', 90],
    ['1 hour and 30 minutes', 90],
    ['3 days', 3 * 24 * 60],
    ['half an hour', 30],
    ['an hour', 60],
    ['for 2h', 120],
    ['2 W', 2 * 7 * 24 * 60],
    ['1w, 2d', 9 * 24 * 60],
  ])('is read as people write it: %s', (text, minutes) => {
    expect(parseDuration(text)).toEqual({ ok: true, ms: minutes * minute });
  });

  it.each(['30m 1h', '1h 1h', 'two', 'hours', '1h and', 'and 1h', '3 months', '1h-30m', 'half', 'an', 'always 1h'])(
    'is not %s',
    (text) => {
      expect(parseDuration(text)).toMatchObject({ ok: false, problem: { code: 'not-a-duration' } });
    },
  );

  it('is written so that it reads the same', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: longest / minute }), (minutes) => {
        const ms = minutes * minute;
        expect(parseDuration(formatDuration(ms))).toEqual({ ok: true, ms });
      }),
    );
    expect(parseDuration(formatDuration(null))).toEqual({ ok: true, ms: null });
  });
});

describe('a moment', () => {
  const now = '2026-11-30T12:00:00Z'; // a Monday, 13:00 in Berlin

  it.each([
    ['until 18:00', '2026-11-30T17:00'],
    ['UNTIL 6pm', '2026-11-30T17:00'],
    ['till 6:30 pm', '2026-11-30T17:30'],
    ['until 12:59', '2026-12-01T11:59'],
    ['until noon', '2026-12-01T11:00'],
    ['until midnight', '2026-11-30T23:00'],
    ['until 24:00', '2026-11-30T23:00'],
    ['until today', '2026-11-30T23:00'],
    ['until tomorrow', '2026-12-01T23:00'],
    ['until tomorrow 9:30', '2026-12-01T08:30'],
    ['until 9:30 tomorrow', '2026-12-01T08:30'],
    ['for until tomorrow at 9:30', '2026-12-01T08:30'],
    ['until friday', '2026-12-04T23:00'],
    ['until monday', '2026-11-30T23:00'],
    ['until Mon 12:00', '2026-12-07T11:00'],
    ['until 2026-12-24', '2026-12-24T23:00'],
    ['until 2026-12-24, 18:00', '2026-12-24T17:00'],
    ['until 2026-12-24T18:00', '2026-12-24T17:00'],
    ['until 2026-12-24T18:00Z', '2026-12-24T18:00'],
  ])('%s', (text, expected) => {
    expect(isUntil(text)).toBe(true);
    expect(moment(text, now)).toBe(expected);
  });

  it.each([
    'until',
    'until later',
    'until 25:00',
    'until 13pm',
    'until 2026-02-30',
    'until 18',
    'until 12:60',
    'until 8h',
  ])('is not: %s', (text) => {
    expect(moment(text, now)).toContain('isn’t a duration. Type a time or a day');
  });

  it('has to come, within 52 weeks', () => {
    expect(moment('until 2026-11-29', now)).toContain('already passed');
    expect(moment('until today 12:00', now)).toContain('already passed');
    expect(moment('until 2027-12-24', now)).toContain('52w');
  });

  it('is read beside durations', () => {
    const at = Date.parse(now);
    expect(parseLength('two hours', at, berlin)).toEqual({ ok: true, length: { durationMs: 2 * hour } });
    expect(parseLength('always', at, berlin)).toEqual({ ok: true, length: { durationMs: null } });
    expect(parseLength('until 18:00', at, berlin)).toEqual({ ok: true, length: { endsAt: at + 5 * hour } });
    expect(parseLength('until soon', at, berlin).ok).toBe(false);
  });

  it('on a day when clocks change is what clocks show', () => {
    // Berlin, 29 March: 02:00 becomes 03:00, so 02:30 is 03:30, and the day has 23 hours.
    expect(moment('until 02:30', '2026-03-29T00:00:00Z')).toBe('2026-03-29T01:30');
    expect(moment('until today', '2026-03-29T00:00:00Z')).toBe('2026-03-29T22:00');
    expect(moment('until tomorrow 02:30', '2026-03-28T20:00:00Z')).toBe('2026-03-29T01:30');
    // 25 October: 03:00 becomes 02:00, so 02:30 comes twice and the first one counts; the day has 25 hours.
    expect(moment('until 02:30', '2026-10-24T23:00:00Z')).toBe('2026-10-25T00:30');
    expect(moment('until today', '2026-10-25T00:00:00Z')).toBe('2026-10-25T23:00');
    expect(moment('until 01:30', '2026-11-01T04:00:00Z', 'America/New_York')).toBe('2026-11-01T05:30');
    // Cairo, 24 April: midnight itself is skipped, so the day before ends at 01:00 on the clock.
    expect(moment('until 2026-04-23', '2026-04-20T00:00:00Z', 'Africa/Cairo')).toBe('2026-04-23T22:00');
    // Half an hour, at Lord Howe.
    expect(moment('until 02:15', '2026-10-03T12:00:00Z', 'Australia/Lord_Howe')).toBe('2026-10-03T15:45');
  });

  it('is written so that it reads the same, in every zone and in the hour that comes twice', () => {
    const zones = [
      'UTC',
      berlin,
      'America/New_York',
      'Australia/Lord_Howe',
      'Africa/Cairo',
      'Asia/Kathmandu',
      'Pacific/Apia',
    ];
    const first = Date.UTC(2026, 0, 1) / minute;
    const around = fc.constantFrom('2026-03-29', '2026-10-25', '2026-11-01', '2026-04-24', '2026-10-04', '2026-10-30');
    const at = fc.oneof(
      fc.integer({ min: first, max: first + (350 * 24 * hour) / minute }),
      fc
        .tuple(around, fc.integer({ min: -36 * 60, max: 36 * 60 }))
        .map(([date, offset]) => Date.parse(date) / minute + offset),
    );
    fc.assert(
      fc.property(at, fc.constantFrom(...zones), (minutes, zone) => {
        const read = parseMoment(formatMoment(minutes * minute, zone), (first - 1) * minute, zone);
        expect(read).toEqual({ ok: true, at: minutes * minute });
      }),
      { numRuns: 2_000 },
    );
  });

  it('takes no time that grows with what is typed', () => {
    expect(moment(`until ${'tomorrow '.repeat(10_000)}`, now)).toContain('isn’t a duration');
    expect(moment(`until ${' '.repeat(50_000)}x`, now)).toContain('isn’t a duration');
  });
});
