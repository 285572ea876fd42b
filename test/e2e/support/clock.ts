import { writeFile } from 'node:fs/promises';
import { folder } from './processes.ts';

const preload = new URL('moved-clock.mjs', import.meta.url).href;

/** A clock that the processes of one test share. It goes on like any other, and a test moves it ahead. */
export interface MovableClock {
  /** For every process that has this clock. */
  readonly env: Readonly<Record<string, string>>;
  /** Moves the clock ahead; the processes follow within a tenth of a second. */
  pass(ms: number): Promise<void>;
  remove(): Promise<void>;
}

/**
 * Processes with this clock tell the time as the machine does plus what was passed: dates and what has elapsed; timers stay. They take it
 * from a file that they look at again and again, because they have no other door that is open to all of them at once.
 */
export async function movableClock(): Promise<MovableClock> {
  const files = await folder({ offset: '0' });
  let offset = 0;
  return {
    env: { NODE_OPTIONS: `--import=${preload}`, TEST_CLOCK: `${files.path}/offset` },
    async pass(ms) {
      offset += ms;
      await writeFile(`${files.path}/offset`, String(offset));
    },
    remove: () => files.remove(),
  };
}
