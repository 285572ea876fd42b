import type { Clock } from '../../src/ports/clock.ts';
import type { Log } from '../../src/ports/log.ts';

/** A clock that stands still until somebody sleeps. */
export function fakeClock(start = Date.UTC(2026, 10, 22)): Clock & { time: number; readonly slept: number[] } {
  const slept: number[] = [];
  const clock = {
    time: start,
    slept,
    now: () => clock.time,
    sleep: (ms: number) => {
      slept.push(ms);
      clock.time += ms;
      return Promise.resolve();
    },
  };
  return clock;
}

export interface Line {
  readonly level: string;
  readonly fields: object;
  readonly text: string;
}

export function recordingLog(): Log & { readonly lines: Line[] } {
  const lines: Line[] = [];
  const at = (level: string) => (fields: object, text: string) => void lines.push({ level, fields, text });
  return { lines, debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}
