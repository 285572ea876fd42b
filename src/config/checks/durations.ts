import { parseDuration } from '../../domain/duration.ts';
import { present } from '../names.ts';
import type { Finding } from '../problem.ts';
import type { LooseFile } from '../shape.ts';

/** What holds where the file says nothing (CONTRACT "Configuration"), in milliseconds. */
export const builtInDefaults = { durationMs: 8 * 3_600_000, maxDurationMs: 30 * 86_400_000, lapseMs: 3 * 86_400_000 };

/** Milliseconds of a duration in the file; undefined where it is missing or none. */
export function ms(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const parsed = parseDuration(text);
  return parsed.ok && parsed.ms !== null ? parsed.ms : undefined;
}

/** No default may be longer than what is allowed. */
export function checkDurations(file: LooseFile): Finding[] {
  const longest = file.defaults?.maxDuration ?? '30d';
  return [
    ...tooLong(['defaults', 'duration'], file.defaults?.duration, longest, 'defaults.maxDuration'),
    ...present(file.approvals).flatMap(([index, { duration, maxDuration }]) => {
      const path = ['approvals', index, 'duration'];
      return maxDuration === undefined
        ? tooLong(path, duration, longest, 'defaults.maxDuration')
        : tooLong(path, duration, maxDuration, 'its maxDuration');
    }),
  ];
}

function tooLong(path: Finding['path'], duration: string | undefined, longest: string, which: string): Finding[] {
  const [short, long] = [ms(duration), ms(longest)];
  if (short === undefined || long === undefined || short <= long) return [];
  return [{ path, sentence: `${duration ?? ''} is longer than ${which} (${longest}): shorten it, or raise that.` }];
}
