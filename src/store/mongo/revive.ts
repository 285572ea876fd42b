import { setTimeout as wait } from 'node:timers/promises';
import type mongoose from 'mongoose';
import type { Log } from '../../ports/log.ts';
import { retry } from '../../lib/retry.ts';

/** How long the driver may take to hear from a server, in ms: its heartbeat's pause and its time-out, and some more. */
const silentMs = 20_000;
/** How often that is looked at, and between two tries to open the connection again, in ms. */
const everyMs = 1_000;

/** What the driver says about its heartbeats. */
type Heartbeats = Pick<mongoose.mongo.MongoClient, 'on'>;

/**
 * When each server was last asked for a sign of life that it hasn't answered, by its address, in ms. The driver ends each
 * heartbeat, also one without an answer, by a time-out.
 */
export function unanswered(client: Heartbeats, now: () => number): ReadonlyMap<string, number> {
  const since = new Map<string, number>();
  const ended = ({ connectionId }: { readonly connectionId: string }) => void since.delete(connectionId);
  client.on('serverHeartbeatStarted', ({ connectionId }) => void since.set(connectionId, now()));
  client.on('serverHeartbeatSucceeded', ended);
  client.on('serverHeartbeatFailed', ended);
  client.on('serverClosed', ({ address }) => void since.delete(address));
  return since;
}

/** Whether the driver has been waiting for a heartbeat that it should have given up. */
export function hasStopped(since: ReadonlyMap<string, number>, now: number, longestMs = silentMs): boolean {
  return [...since.values()].some((at) => now - at > longestMs);
}

export interface RevivedParts {
  readonly uri: string;
  readonly options: () => mongoose.ConnectOptions;
  readonly log: Log;
  readonly longestMs?: number;
}

/**
 * Closes a connection and opens it again when its driver has stopped looking for the server. The driver (7.9 too) waits
 * for ever for a heartbeat that it wrote to a socket which was destroyed but not yet closed: the server counts as gone from
 * then on, also when it's back. Models stay bound to the connection. Until `stop`.
 */
export function keepLooking(connection: mongoose.Connection, parts: RevivedParts) {
  const { uri, options, log, longestMs = silentMs } = parts;
  const stopped = new AbortController();
  const now = () => performance.now();
  let since = unanswered(connection.getClient(), now);

  async function revive(): Promise<void> {
    log.warn({}, "MongoDB's driver has stopped looking for the server; the connection is opened again");
    await connection.close();
    await retry(() => connection.openUri(uri, options()), {
      signal: stopped.signal,
      sleep: (ms) => wait(ms, undefined, { signal: stopped.signal }),
      pauseOf: (error) => {
        log.debug({ err: error }, 'MongoDB is not there yet');
        return everyMs;
      },
    });
    since = unanswered(connection.getClient(), now);
    log.info({}, 'The connection to MongoDB is back');
  }

  const loop = async (): Promise<void> => {
    for (;;) {
      await wait(Math.min(everyMs, longestMs), undefined, { ref: false, signal: stopped.signal });
      if (!hasStopped(since, now(), longestMs)) continue;
      await revive();
    }
  };
  const looping = loop().catch((error: unknown) => {
    if (!stopped.signal.aborted) log.error({ err: error }, 'Nobody looks any more whether MongoDB can be reached');
  });
  return {
    /** Settles when nothing is done with the connection any more. */
    async stop(): Promise<void> {
      stopped.abort();
      await looping;
    },
  };
}
