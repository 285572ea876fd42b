import { retry } from '../lib/retry.ts';
import { ChatUnavailable } from '../ports/chat.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';

/**
 * Does something of the start again while a platform is away (as it asks, else 1 s to 30 s apart), until `signal` aborts.
 * What is no `ChatUnavailable` is thrown. `what` says what can't be done.
 */
export function retryAway<T>(
  what: string,
  { log, clock, signal }: { readonly log: Log; readonly clock: Clock; readonly signal?: AbortSignal | undefined },
  work: () => Promise<T>,
): Promise<T> {
  return retry(work, {
    signal,
    sleep: (ms) => clock.sleep(ms),
    pauseOf(error, turn) {
      if (!(error instanceof ChatUnavailable)) return null;
      const waitMs = error.retryAfterMs ?? Math.min(30_000, 1_000 * 2 ** Math.min(turn, 5));
      log.warn({ err: error, waitMs }, `${what}: trying again`);
      return waitMs;
    },
  });
}
