/** An access by its id; null: the tenant's own events. */
export type Source = string | null;

/** How many are taken in one round. */
const mostTogether = 100;

interface Waiting {
  resolve(isNew: boolean): void;
  reject(error: unknown): void;
}

/**
 * One round of `work` at a time: whoever asks while one is under way is in the next one, together with everybody else who does.
 * `work` gives those of its sources for which there was something to do. Where it fails for another reason than one that
 * concerns all of them (`isForAll`), each of a round is done by itself, so that one source holds up no other.
 */
export function createRounds(
  work: (sources: readonly Source[]) => Promise<ReadonlySet<Source>>,
  isForAll: (error: unknown) => boolean,
) {
  const waiting = new Map<Source, Waiting[]>();
  let isRunning = false;

  async function run(): Promise<void> {
    if (isRunning) return;
    isRunning = true;
    // What is asked for in the same turn goes together.
    await Promise.resolve();
    while (waiting.size > 0) {
      const round = [...waiting].slice(0, mostTogether);
      for (const [source] of round) waiting.delete(source);
      await together(round);
    }
    isRunning = false;
  }

  async function together(round: readonly (readonly [Source, readonly Waiting[]])[]): Promise<void> {
    try {
      const had = await work(round.map(([source]) => source));
      for (const [source, all] of round) for (const one of all) one.resolve(had.has(source));
    } catch (error) {
      if (round.length > 1 && !isForAll(error)) for (const one of round) await together([one]);
      else for (const [, all] of round) for (const one of all) one.reject(error);
    }
  }

  return {
    /** Whether there was something to do for it. Rejects with what its round, or it alone, failed by. */
    ask: (source: Source): Promise<boolean> =>
      new Promise((resolve, reject) => {
        waiting.set(source, [...(waiting.get(source) ?? []), { resolve, reject }]);
        void run();
      }),
  };
}
