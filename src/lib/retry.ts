import pRetry from 'p-retry';

export interface Retry {
  /** How long to wait before the next try, in ms; null: it's thrown, and so is what this throws. `turn` is 0 for the first failure. */
  readonly pauseOf: (error: unknown, turn: number) => number | null;
  readonly sleep: (ms: number) => Promise<unknown>;
  /** Its reason is thrown instead of another try. What a try has already given is given. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Does `work` again after each failure, for as long as `pauseOf` gives a pause. The pauses are the caller's (what a platform
 * asked for, an injected clock), and p-retry's own are off.
 */
export function retry<T>(work: () => Promise<T>, { pauseOf, sleep, signal }: Retry): Promise<T> {
  return pRetry(
    () => {
      signal?.throwIfAborted();
      return work();
    },
    {
      retries: Number.POSITIVE_INFINITY,
      minTimeout: 0,
      async onFailedAttempt({ error, attemptNumber }) {
        signal?.throwIfAborted();
        const pause = pauseOf(error, attemptNumber - 1);
        if (pause === null) throw error;
        await sleep(pause);
      },
    },
  );
}
