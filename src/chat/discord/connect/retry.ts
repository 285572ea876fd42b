import { ChatUnavailable } from '../../../ports/chat.ts';
import type { Clock } from '../../../ports/clock.ts';
import type { Log } from '../../../ports/log.ts';

/**
 * Does something of the start again and again while Discord is away (as Discord asks, else 1 s to 30 s apart), until
 * `signal` aborts. What is no `ChatUnavailable` is thrown.
 */
export async function patiently<T>(
  what: string,
  { log, clock, signal }: { readonly log: Log; readonly clock: Clock; readonly signal?: AbortSignal | undefined },
  attempt: () => Promise<T>,
): Promise<T> {
  for (let turn = 0; ; turn++) {
    signal?.throwIfAborted();
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof ChatUnavailable)) throw error;
      const wait = error.retryAfterMs ?? Math.min(30_000, 1_000 * 2 ** Math.min(turn, 5));
      log.warn({ err: error, waitMs: wait }, `${what}: trying again`);
      await clock.sleep(wait);
    }
  }
}
