import { cut } from './cut.ts';

const minute = 60_000;
const units = { m: minute, h: 60 * minute, d: 24 * 60 * minute, w: 7 * 24 * 60 * minute } as const;

export const shortest = minute;
export const longest = 52 * units.w;

/** Why something isn't a duration or a moment that can be used; `shown` is what was typed, cut to 40 characters. */
export interface LengthProblem {
  readonly code: 'not-a-duration' | 'out-of-range' | 'not-a-moment' | 'passed' | 'too-far';
  readonly shown: string;
}

const unitWords: readonly (readonly [RegExp, keyof typeof units])[] = [
  [/^(m|min|mins|minute|minutes)$/, 'm'],
  [/^(h|hr|hrs|hour|hours)$/, 'h'],
  [/^(d|day|days)$/, 'd'],
  [/^(w|wk|wks|week|weeks)$/, 'w'],
];

const numberWords: Readonly<Record<string, number>> = {
  ...{ half: 0.5, a: 1, an: 1, one: 1, two: 2, three: 3, four: 4, five: 5, six: 6, seven: 7, eight: 8, nine: 9 },
  ...{ ten: 10, eleven: 11, twelve: 12, fifteen: 15, twenty: 20, thirty: 30, forty: 40, sixty: 60, ninety: 90 },
};

/** The longest text that is read: comparing takes time in proportion to it. */
const mostText = 60;

/**
 * Reads CONTRACT's DURATION without a moment, as people write it: `30m`, `90 min`, `two hours`, `1h 30m`, `half an hour`,
 * from 1m to 52w, or `always` (null). Milliseconds.
 */
export function parseDuration(text: string): { ok: true; ms: number | null } | { ok: false; problem: LengthProblem } {
  const ms = lengthOf(text);
  const shown = cut(text, 40);
  if (ms === undefined) return { ok: false, problem: { code: 'not-a-duration', shown } };
  if (ms !== null && (ms < shortest || ms > longest)) return { ok: false, problem: { code: 'out-of-range', shown } };
  return { ok: true, ms };
}

/** Whether words read as a duration, also one that is out of range. */
export function isDuration(text: string): boolean {
  return lengthOf(text) !== undefined;
}

/** Milliseconds; null: `always`; undefined: it is no duration. A larger unit stands before a smaller one, each once. */
function lengthOf(text: string): number | null | undefined {
  const word = withoutFor(text);
  if (word === 'always') return null;
  if (word.length > mostText || !/^[a-z\d][a-z\d\s,]*$/.test(word)) return undefined;
  let total = 0;
  let last: number = Infinity;
  let count: number | null = null;
  for (const part of word.match(/\d+|[a-z]+/g) ?? []) {
    if (part === 'and' && total > 0 && count === null && !word.endsWith('and')) continue;
    if (count === 0.5 && (part === 'a' || part === 'an')) continue;
    if (count === null) {
      count = /^\d{1,6}$/.test(part)
        ? Number(part)
        : Object.hasOwn(numberWords, part)
          ? (numberWords[part] ?? 0)
          : null;
      if (count === null) return undefined;
      continue;
    }
    const unit = unitWords.find(([pattern]) => pattern.test(part))?.[1];
    if (unit === undefined || units[unit] >= last) return undefined;
    last = units[unit];
    total += count * last;
    count = null;
  }
  return count === null && last !== Infinity ? total : undefined;
}

/** Lower case, without the `for` that may stand before it. */
export function withoutFor(text: string): string {
  return text
    .trim()
    .toLowerCase()
    .replace(/^for\s+/, '');
}

/** Writes a duration, rounded to the minute, so that it can be typed: weeks only where they divide it whole: `2w`, `30d`, `1d 12h 5m`, `always`. */
export function formatDuration(ms: number | null): string {
  if (ms === null) return 'always';
  if (ms < minute) return `${Math.max(1, Math.round(ms / 1000))}s`;
  const parts: string[] = [];
  let rest = Math.round(ms / minute) * minute;
  for (const unit of rest % units.w === 0 ? (['w'] as const) : (['d', 'h', 'm'] as const)) {
    const count = Math.floor(rest / units[unit]);
    if (count > 0) parts.push(`${count}${unit}`);
    rest -= count * units[unit];
  }
  return parts.join(' ');
}
