import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';

/**
 * Does something again and again, `ms` after it last ended, until stopped; a failure is logged and does not end it.
 * `stop` resolves when what is under way is over.
 */
export function every(
  ms: number,
  what: string,
  work: () => Promise<unknown>,
  { clock, log }: { clock: Clock; log: Log },
) {
  let stopped = false;
  let failing = false;
  const loop = async (): Promise<void> => {
    while (!stopped) {
      try {
        await work();
        failing = false;
      } catch (error) {
        // Once is news; a machine that stays away is not.
        log[failing ? 'debug' : 'warn']({ err: error }, `${what} failed and is tried again`);
        failing = true;
      }
      await clock.sleep(ms);
    }
  };
  const running = loop();
  return {
    async stop(): Promise<void> {
      stopped = true;
      await Promise.race([running, clock.sleep(ms)]);
    },
  };
}
