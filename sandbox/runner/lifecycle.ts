import { sentenceOf } from './problem.ts';

interface Stoppable {
  stop: () => Promise<unknown>;
}

export interface Lifecycle {
  /** Starts a part and remembers it. Rejects with the signal's reason once `stop` has been called. */
  start: <T extends Stoppable>(name: string, make: (signal: AbortSignal) => Promise<T>) => Promise<T>;
  /** Stops whatever started, and what is still starting, the last one first. A second call waits for the first. */
  stop: () => Promise<void>;
  /** Aborted as soon as `stop` is called. */
  signal: AbortSignal;
}

/** Keeps what was started, so that all of it is stopped, also when a part fails or a signal comes in the middle. */
export function createLifecycle(say: (sentence: string) => void): Lifecycle {
  const interruption = new AbortController();
  const starting = new Set<Promise<unknown>>();
  const running: { name: string; part: Stoppable }[] = [];
  let stopping: Promise<void> | undefined;

  const start: Lifecycle['start'] = async (name, make) => {
    interruption.signal.throwIfAborted();
    const made = make(interruption.signal);
    const kept = made.then((part) => void running.push({ name, part }));
    starting.add(kept);
    try {
      await Promise.race([kept, rejectionOf(interruption.signal)]);
      return await made;
    } finally {
      if (!interruption.signal.aborted) starting.delete(kept);
    }
  };

  const stopAll = async (): Promise<void> => {
    await Promise.allSettled(starting);
    for (const { name, part } of running.splice(0).reverse()) {
      await part.stop().catch((error: unknown) => say(`${name} did not stop cleanly: ${sentenceOf(error)}`));
    }
  };

  const stop = (): Promise<void> => {
    interruption.abort(new Error('the sandbox was told to stop'));
    stopping ??= stopAll();
    return stopping;
  };

  return { start, stop, signal: interruption.signal };
}

function rejectionOf(signal: AbortSignal): Promise<never> {
  const rejection = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
  });
  rejection.catch(() => undefined);
  return rejection;
}
