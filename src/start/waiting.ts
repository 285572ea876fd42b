import { setTimeout as sleep } from 'node:timers/promises';
import { retry } from '../lib/retry.ts';
import type { Log } from '../ports/log.ts';
import { asTryLater } from '../ports/unavailable.ts';
import type { Deps } from '../services/deps.ts';

/** Does `work`, again while MongoDB, Redis or a chat can't be asked; anything else is thrown. */
export function whileAway<T>(
  what: string,
  work: () => Promise<T>,
  { clock, log }: Pick<Deps, 'clock' | 'log'>,
  signal: AbortSignal | undefined,
): Promise<T> {
  return retry(work, {
    signal,
    sleep: (ms) => clock.sleep(ms),
    pauseOf(error) {
      const later = asTryLater(error);
      if (later !== null) log.warn({ err: error }, `Waiting for ${what}`);
      return later?.ms ?? null;
    },
  });
}

/** Asks until there is an answer; says so once when that takes longer than a connection does. */
export function waitFor(what: string, ask: () => Promise<void>, log: Log, signal?: AbortSignal): Promise<void> {
  return retry(ask, {
    signal,
    sleep: (ms) => sleep(ms, undefined, { signal }),
    pauseOf(error, turn) {
      if (turn === 10) log.warn({ err: error }, `${what} does not answer: waiting for it`);
      return turn < 10 ? 100 : 1_000;
    },
  });
}

/** Which of these don't answer, by name. */
export async function missing(checks: Readonly<Record<string, () => Promise<void>>>): Promise<readonly string[]> {
  const answers = await Promise.all(
    Object.entries(checks).map(([name, ask]) =>
      ask().then(
        () => null,
        () => name,
      ),
    ),
  );
  return answers.filter((name) => name !== null);
}
