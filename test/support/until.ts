/**
 * How long tests wait for what happens in another process or behind a socket, where no event can be awaited; in ms. Far
 * longer than anything takes on a busy machine: only what hangs comes to its end. `vi.waitFor` takes it as it is.
 */
export const patience = { timeout: 60_000, interval: 100 } as const;

type Look<T> = () => Promise<T | null | undefined | false> | T | null | undefined | false;

/**
 * Looks again and again until there is something, and gives it; a look that throws has found nothing yet. Fails after
 * `withinMs` with `what` was waited for, and what the last look threw as its cause.
 */
export async function until<T>(what: string, look: Look<T>, withinMs: number = patience.timeout): Promise<T> {
  const end = performance.now() + withinMs;
  let last: unknown = null;
  while (performance.now() < end) {
    const began = performance.now();
    try {
      const found = await look();
      if (found !== null && found !== undefined && found !== false) return found;
    } catch (error) {
      last = error;
    }
    // A look that takes long isn't repeated at once: it would take the processor from what it waits for.
    const pause = Math.max(patience.interval, 3 * (performance.now() - began));
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
  throw new Error(`waited ${withinMs} ms in vain: ${what}`, { cause: last });
}

/** The same for a look that says itself what it looks for. */
export const eventually = <T>(look: Look<T>): Promise<T> => until(look.toString(), look);
