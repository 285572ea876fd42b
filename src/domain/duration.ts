import { cut } from './cut.ts';

const minute = 60_000;
const units = { m: minute, h: 60 * minute, d: 24 * 60 * minute, w: 7 * 24 * 60 * minute } as const;

export const shortest = minute;
export const longest = 52 * units.w;

/** Reads CONTRACT's DURATION: a whole number of m, h, d or w from 1m to 52w, or `always` (null). Milliseconds. */
export function parseDuration(text: string): { ok: true; ms: number | null } | { ok: false; sentence: string } {
  const word = text.trim().toLowerCase();
  if (word === 'always') return { ok: true, ms: null };
  const match = /^(\d{1,6})\s?(m|h|d|w)$/.exec(word);
  const shown = cut(text, 40);
  const how =
    'write a whole number of minutes, hours, days or weeks from 1m to 52w, such as 30m, 8h, 5d or 2w, or always';
  if (!match) return { ok: false, sentence: `“${shown}” is not a duration: ${how}.` };
  const ms = Number(match[1]) * units[match[2] as keyof typeof units];
  if (ms < shortest || ms > longest) return { ok: false, sentence: `“${shown}” is out of range: ${how}.` };
  return { ok: true, ms };
}

/** Writes a duration as people say it, weeks only where they divide it whole, else two units at most: `2w`, `30d`, `1d 12h`, `always`. */
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
  return parts.slice(0, 2).join(' ');
}
