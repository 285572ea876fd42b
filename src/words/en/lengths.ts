import type { LengthProblem } from '../../domain/duration.ts';

const durations =
  'Type a duration from 1m to 52w, such as 30m, 8h, 1h 30m, 5 days or 2w, a time such as “until 18:00” or “until tomorrow”, or always.';
const moments =
  'Type a time or a day, such as “until 18:00”, “until tomorrow”, “until friday 12:00” or “until 2026-12-24”.';

/** Why what was typed after `for` can't be used. */
export function lengthProblem({ code, shown }: LengthProblem): string {
  switch (code) {
    case 'not-a-duration':
      return `“${shown}” isn’t a duration. ${durations}`;
    case 'out-of-range':
      return `“${shown}” is out of range. ${durations}`;
    case 'not-a-moment':
      return `“${shown}” isn’t a duration. ${moments}`;
    case 'passed':
      return `“${shown}” has already passed. Type a later time, such as “until tomorrow”.`;
    case 'too-far':
      return `“${shown}” is too far away. The longest duration is 52w.`;
  }
}
