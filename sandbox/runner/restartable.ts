/** What runs until it is stopped or ends by itself. */
interface Running {
  ended: Promise<void>;
  stop: () => Promise<void>;
}

export interface Restartable<T extends Running> {
  /** The one that runs now. */
  current: () => T;
  /** Settles when one ended by itself, not to be followed by another. */
  ended: Promise<void>;
  /** Stops it, does the work while nothing runs, and starts another. */
  restart: (between: () => Promise<void>) => Promise<void>;
  stop: () => Promise<void>;
}

/** Keeps one thing running that can be exchanged for another of its kind. Restarts come one after the other. */
export async function createRestartable<T extends Running>(make: () => Promise<T>): Promise<Restartable<T>> {
  let current = await make();
  const state = { isStopped: false, isRestarting: false };
  const hasStopped = (): boolean => state.isStopped;
  let queue = Promise.resolve();
  let tellEnded: () => void;
  const ended = new Promise<void>((resolve) => (tellEnded = resolve));
  const watch = (one: T): void => {
    void one.ended.then(() => {
      if (one === current && !state.isRestarting) tellEnded();
    });
  };
  watch(current);

  const once = async (between: () => Promise<void>): Promise<void> => {
    if (hasStopped()) return;
    state.isRestarting = true;
    try {
      await current.stop();
      await between();
      current = await make();
    } catch (error) {
      // Without it nothing here works: whoever runs this stops, and says so.
      tellEnded();
      throw error;
    } finally {
      state.isRestarting = false;
    }
    watch(current);
    // Stopped while it restarted.
    if (hasStopped()) await current.stop();
  };
  return {
    current: () => current,
    ended,
    restart: (between) => {
      const turn = queue.then(() => once(between));
      queue = turn.catch(() => undefined);
      return turn;
    },
    stop: async () => {
      state.isStopped = true;
      await queue;
      await current.stop();
    },
  };
}
