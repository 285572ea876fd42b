import { setTimeout as wait } from 'node:timers/promises';
import type { Connection } from 'mongoose';
import type { Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';
import { asking } from './errors.ts';

/** How often the offset is measured, in ms: at least once a minute (DESIGN §4, _Time_). */
const everyMs = 30_000;
/** After a measurement that failed, in ms. */
const againMs = 5_000;
/** A measurement that took longer says too little, in ms: half of it is what it may be wrong by. */
const longestMs = 5_000;
/** While an earlier one is good, a new one has to be this quick, in ms: leases are handed over by this clock. */
const quickMs = 1_000;
/** How long an offset is good for, in ms. */
const goodForMs = 300_000;
/** A larger offset is a warning, in ms. */
export const warnAtMs = 2_000;
/** By how much the host's clock may part from the time that passed, in ms, before it counts as set by hand or as stopped. */
const jumpMs = 1_000;

/** The clocks of this machine, in ms: of the day, and one that only runs on. */
export interface HostTime {
  wall(): number;
  monotonic(): number;
}

export const hostTime: HostTime = { wall: Date.now, monotonic: () => performance.now() };

export interface ServerClock extends Clock {
  isSure(): boolean;
  /** MongoDB's time less the host's, in ms; null: not known yet. */
  offsetMs(): number | null;
  /** Measures now. Throws `StoreUnavailable` where that can't be had. */
  measure(): Promise<void>;
}

interface Measured {
  readonly offset: number;
  readonly wall: number;
  readonly monotonic: number;
}

/**
 * MongoDB's time: the host's clock and the offset that was last measured, from what the server said and half the round
 * trip. Where the host's clock was set, or stood still, since then, time runs on from the measurement, and isn't sure until
 * the next one. `readServer` gives the server's time in ms.
 */
export function createServerClock(
  readServer: () => Promise<number>,
  {
    log,
    host = hostTime,
    onMeasured,
  }: { log: Log; host?: HostTime; onMeasured?: ((offsetMs: number) => void) | undefined },
): ServerClock {
  let last: Measured | null = null;
  let warned = false;

  async function measure(): Promise<void> {
    const start = host.monotonic();
    const server = await readServer();
    const monotonic = host.monotonic();
    const took = monotonic - start;
    if (took > (isSure() ? quickMs : longestMs)) {
      log.debug({ tookMs: took }, "MongoDB took too long to say its time: it isn't used");
      return;
    }
    const wall = host.wall();
    last = { offset: server + took / 2 - wall, wall, monotonic };
    onMeasured?.(last.offset);
    const large = Math.abs(last.offset) > warnAtMs;
    if (large && !warned) {
      log.warn(
        { offsetMs: Math.round(last.offset) },
        "This machine's clock and MongoDB's differ: Latchkey goes by MongoDB's; set them both by NTP",
      );
    } else if (!large && warned) log.info({}, "This machine's clock and MongoDB's agree again");
    warned = large;
  }

  /** Since the measurement, in ms, and whether the host's clock ran on like that. */
  function passed({ wall, monotonic }: Measured): { readonly ms: number; readonly steady: boolean } {
    const ms = host.monotonic() - monotonic;
    return { ms, steady: Math.abs(host.wall() - wall - ms) <= jumpMs };
  }

  function isSure(): boolean {
    if (last === null) return false;
    const { ms, steady } = passed(last);
    return steady && ms <= goodForMs;
  }

  return {
    now() {
      if (last === null) return host.wall();
      const { ms, steady } = passed(last);
      return Math.round(last.offset + (steady ? host.wall() : last.wall + ms));
    },
    sleep: (ms) => wait(ms, undefined, { ref: false }),
    isSure,
    offsetMs: () => last?.offset ?? null,
    measure,
  };
}

/** The time of the primary, as it greets; in ms. */
export function serverTimeOf(connection: Connection): () => Promise<number> {
  return () =>
    asking('asking for its time', async () => {
      const { localTime } = await connection.getClient().db('admin').command({ hello: 1 });
      if (!(localTime instanceof Date)) throw new Error('MongoDB did not say its time');
      return localTime.getTime();
    });
}

/** Measures again and again until stopped; sooner where it isn't sure. */
export function keepMeasuring(clock: ServerClock, log: Log): { stop(): void } {
  const stopped = new AbortController();
  const loop = async (): Promise<void> => {
    let due = everyMs;
    while (!stopped.signal.aborted) {
      // Short steps, so that a host's clock that was set is noticed at once.
      for (let slept = 0; slept < due && clock.isSure(); slept += 1_000) {
        await wait(1_000, undefined, { ref: false, signal: stopped.signal });
      }
      const measured = await clock.measure().then(
        () => true,
        (error: unknown) => {
          log.debug({ err: error }, "MongoDB's time could not be measured");
          return false;
        },
      );
      due = measured ? everyMs : againMs;
      if (!clock.isSure()) await wait(1_000, undefined, { ref: false, signal: stopped.signal });
    }
  };
  loop().catch(() => undefined);
  return { stop: () => stopped.abort() };
}
