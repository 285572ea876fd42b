import { zonedTime } from '../lib/zoned-time.ts';
import type { ZonedTime } from '../lib/zoned-time.ts';
import { cut } from './cut.ts';
import type { LengthProblem } from './duration.ts';
import { longest, parseDuration, withoutFor } from './duration.ts';

/** How long something is wanted: a duration in ms (null: without end), or until a moment, in ms since the epoch. */
export type Length = { readonly durationMs: number | null } | { readonly endsAt: number };

type Read<Value> = ({ readonly ok: true } & Value) | { readonly ok: false; readonly problem: LengthProblem };

const day = 86_400_000;
const weekdays = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

const dayWords =
  '(today|tomorrow|mon(?:day)?|tue(?:s|sday)?|wed(?:nesday)?|thu(?:rs|rsday)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?|\\d{4}-\\d{1,2}-\\d{1,2})';
const timeWords = '(\\d{1,2}(?::\\d{2})?\\s?[ap]m|\\d{1,2}:\\d{2}|noon|midnight)';
const dayFirst = new RegExp(`^${dayWords}(?:\\s+${timeWords})?$`);
const timeFirst = new RegExp(`^${timeWords}(?:\\s+${dayWords})?$`);
const withOffset = /^(\d{4}-\d{2}-\d{2})[t\s](\d{2}:\d{2})(z|[+-]\d{2}:\d{2})$/;

/** The longest text that is read: comparing takes time in proportion to it. */
const mostText = 80;

/** Whether words name a moment (`until …`) and not a duration. */
export function isUntil(text: string): boolean {
  return /^(until|till?)(\s|$)/.test(withoutFor(text));
}

/** Reads CONTRACT's DURATION whole, at `now`, for somebody whose clocks show `zone`. */
export function parseLength(text: string, now: number, zone: string): Read<{ readonly length: Length }> {
  if (isUntil(text)) {
    const read = parseMoment(text, now, zone);
    return read.ok ? { ok: true, length: { endsAt: read.at } } : read;
  }
  const read = parseDuration(text);
  return read.ok ? { ok: true, length: { durationMs: read.ms } } : read;
}

/**
 * Reads `until …`: a time (the next one), a day (its end), or both; later than `now`, by at most 52 weeks. `zone` is an
 * IANA name; a date and time with an offset (`2026-12-24T18:00Z`) need none.
 */
export function parseMoment(text: string, now: number, zone: string): Read<{ readonly at: number }> {
  const shown = cut(text.trim(), 40);
  const at = text.trim().length > mostText ? null : momentOf(wordsOf(text), now, zonedTime(zone));
  if (at === null) return { ok: false, problem: { code: 'not-a-moment', shown } };
  if (at <= now) return { ok: false, problem: { code: 'passed', shown } };
  if (at - now > longest) return { ok: false, problem: { code: 'too-far', shown } };
  return { ok: true, at };
}

/** Writes a moment so that it can be typed: `until 2026-12-24` for the end of a day, else `until 2026-12-24 18:00`. */
export function formatMoment(at: number, zone: string): string {
  const zoned = zonedTime(zone);
  const local = zoned.toLocal(at);
  const yesterday = Math.floor(local / day) * day - day;
  const iso = (time: number) => new Date(time).toISOString();
  if (zoned.toInstant(yesterday + day) === at) return `until ${iso(yesterday).slice(0, 10)}`;
  // What clocks show twice means the first time: the second one is written without the zone.
  return zoned.toInstant(local) === at
    ? `until ${iso(local).slice(0, 16).replace('T', ' ')}`
    : `until ${iso(at).slice(0, 16)}Z`;
}

function wordsOf(text: string): string {
  return withoutFor(text)
    .replace(/^(until|till?)\s*/, '')
    .replace(/\bat\s+/g, '')
    .replace(/\s*,\s*/g, ' ')
    .trim();
}

function momentOf(words: string, now: number, zoned: ZonedTime): number | null {
  const [, date, clock, offset] = withOffset.exec(words) ?? [];
  if (date !== undefined && clock !== undefined && offset !== undefined) {
    const at = Date.parse(`${date}T${clock}${offset.toUpperCase()}`);
    return Number.isNaN(at) ? null : at;
  }
  const text = words.replace(/^(\d{4}-\d{1,2}-\d{1,2})t(?=\d)/, '$1 ');
  const first = dayFirst.exec(text);
  const [, dayWord, timeWord] = first ?? reversed(timeFirst.exec(text)) ?? [];
  const time = timeWord === undefined ? day : timeOf(timeWord);
  if ((dayWord === undefined && timeWord === undefined) || time === null) return null;
  const today = Math.floor(zoned.toLocal(now) / day) * day;
  const on = (date: number): number => zoned.toInstant(date + time);
  if (dayWord === undefined) return on(today) > now ? on(today) : on(today + day);
  const weekday = weekdays.indexOf(dayWord.slice(0, 3));
  if (weekday >= 0) {
    const next = today + ((weekday - new Date(today).getUTCDay() + 7) % 7) * day;
    return on(next) > now ? on(next) : on(next + 7 * day);
  }
  const chosen = dayWord === 'today' ? today : dayWord === 'tomorrow' ? today + day : dateOf(dayWord);
  return chosen === null ? null : on(chosen);
}

function reversed(found: RegExpExecArray | null): readonly (string | undefined)[] | null {
  return found && [found[0], found[2], found[1]];
}

/** The midnight that begins a date, as if it were UTC; null: there is no such date. */
function dateOf(text: string): number | null {
  const [year = 0, month = 0, date = 0] = text.split('-').map(Number);
  const at = Date.UTC(year, month - 1, date);
  const read = new Date(at);
  return read.getUTCMonth() === month - 1 && read.getUTCDate() === date ? at : null;
}

/** Ms after midnight, up to a whole day for `24:00` and `midnight`; null: clocks show no such time. */
function timeOf(text: string): number | null {
  if (text === 'noon') return day / 2;
  if (text === 'midnight') return day;
  const [, hours = '', minutes = '0', half] = /^(\d{1,2})(?::(\d{2}))?\s?([ap]m)?$/.exec(text) ?? [];
  const [hour, minute] = [Number(hours), Number(minutes)];
  if (minute > 59 || hour > 24 || (hour === 24 && minute > 0)) return null;
  if (half !== undefined && (hour < 1 || hour > 12)) return null;
  const of24 = half === undefined ? hour : (hour % 12) + (half === 'pm' ? 12 : 0);
  return (of24 * 60 + minute) * 60_000;
}
