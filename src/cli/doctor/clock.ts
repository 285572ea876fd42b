import type { Check } from './check.ts';

/** An offset beyond this is a warning, in ms (DESIGN §4, _Time_). */
const warnAtMs = 2_000;

/** How far this machine's clock is from MongoDB's; `offsetMs` is MongoDB's time less ours. */
export function clockCheck(offsetMs: number): Check {
  const seconds = Math.abs(offsetMs / 1_000).toFixed(1);
  if (Math.abs(offsetMs) <= warnAtMs) {
    return { name: 'clock', ok: true, sentence: `is ${seconds} s from MongoDB's, which Latchkey goes by` };
  }
  const way = offsetMs > 0 ? 'behind' : 'ahead of';
  const sentence = `is ${seconds} s ${way} MongoDB's. Latchkey goes by MongoDB's; set both by NTP.`;
  return { name: 'clock', ok: true, warning: true, sentence };
}
