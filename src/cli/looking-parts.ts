import { setTimeout as sleep } from 'node:timers/promises';
import type { PlatformParts } from '../ports/platform.ts';
import { silentLog } from './silent-log.ts';

/** What a platform is connected with by a command that looks at it and is gone again. `withinMs`: how long it may take, in ms. */
export function lookingParts(withinMs: number): PlatformParts {
  return {
    log: silentLog,
    clock: { now: Date.now, sleep: (ms: number) => sleep(ms) },
    stash: { put: () => Promise.resolve(), get: () => Promise.resolve(null) },
    publicUrl: null,
    signal: AbortSignal.timeout(withinMs),
  };
}
