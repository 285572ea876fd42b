/** What is being done now, so that closing can wait for it. */
export function createBusy() {
  const running = new Set<Promise<unknown>>();
  return {
    while(work: Promise<unknown>): void {
      running.add(work);
      // Whoever begins it says what failed: here it is only counted.
      void work.catch(() => undefined).finally(() => running.delete(work));
    },
    async idle(): Promise<void> {
      while (running.size > 0) await Promise.allSettled(running);
    },
  };
}

export type Busy = ReturnType<typeof createBusy>;
