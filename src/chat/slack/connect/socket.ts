import type { SocketModeReceiver } from '@slack/bolt';
import { webApi } from '@slack/bolt';
import { retry } from '../../../lib/retry.ts';
import type { Clock } from '../../../ports/clock.ts';
import type { Log } from '../../../ports/log.ts';
import type { RefusedConnection } from '../../../ports/platform.ts';
import { sortRefusal } from './refusals.ts';

export interface SocketParts {
  /** Bolt's receiver, which must not reconnect by itself: after a refusal it gives up for good. */
  readonly receiver: Pick<SocketModeReceiver, 'start' | 'client'>;
  readonly clock: Pick<Clock, 'sleep'>;
  readonly log: Log;
  /** Called when Slack refuses the connection after the start, and (null) when it is there again. */
  readonly changed: (refused: RefusedConnection | null) => void;
}

/** Between attempts, in ms: where Slack is away, and where it refuses the token. */
const awayMs = [0, 1_000, 2_000, 5_000, 10_000, 30_000] as const;
const refusedMs = [5_000, 30_000, 120_000, 300_000] as const;

/** The method that opens a connection. */
const method = 'apps.connections.open';

/**
 * Opens Socket Mode and keeps it open: what Slack hangs up is opened again at once, and what it refuses (the token, the app)
 * is tried again every five minutes, so that it goes on once that is fixed. What it refuses at the start is an error.
 */
export async function openSocket(parts: SocketParts): Promise<{ close(): Promise<void> }> {
  const { receiver, clock, log, changed } = parts;
  const { client } = receiver;
  const stop = new AbortController();
  const isStopped = (): boolean => stop.signal.aborted;
  const stopped = new Promise<void>((resolve) => {
    stop.signal.addEventListener('abort', () => resolve(), { once: true });
  });
  let isOpen = false;
  await firstOpening();
  const keeping = keepOpen();
  return {
    async close() {
      stop.abort();
      // Without a connection the client would wait for its end for ever.
      if (isOpen) await client.disconnect();
      await keeping;
    },
  };

  async function firstOpening(): Promise<void> {
    await retry(() => receiver.start(), {
      sleep: (ms) => clock.sleep(ms),
      pauseOf(error, turn) {
        const code = refusalOf(error);
        if (code !== null) {
          throw new Error(`Slack's Socket Mode does not open with SLACK_APP_TOKEN: ${code}`, { cause: error });
        }
        log.warn({ why: wordsOf(error) }, 'Slack’s Socket Mode does not open yet: it is tried again');
        return pauseOf(awayMs, turn + 1);
      },
    });
    isOpen = true;
  }

  async function keepOpen(): Promise<void> {
    for (;;) {
      await Promise.race([new Promise<void>((resolve) => client.once('disconnected', () => resolve())), stopped]);
      isOpen = false;
      if (isStopped() || !(await reopen())) return;
    }
  }

  /** False: it was stopped meanwhile. */
  async function reopen(): Promise<boolean> {
    let refused: string | null = null;
    for (let turn = 0, away = 0; ;) {
      const pause = refused === null ? pauseOf(awayMs, away) : pauseOf(refusedMs, turn);
      if (pause > 0) await Promise.race([clock.sleep(pause), stopped]);
      if (isStopped()) return false;
      try {
        await client.start();
        isOpen = true;
        if (refused !== null) {
          changed(null);
          log.info({}, 'Slack’s Socket Mode is there again');
        }
        return true;
      } catch (error) {
        const code = refusalOf(error);
        if (code === null) {
          if (away === 0) log.warn({ why: wordsOf(error) }, 'Slack’s Socket Mode is lost: it is being opened again');
          away++;
          continue;
        }
        if (code === refused) turn++;
        else {
          refused = code;
          turn = 0;
          log.error({ code }, 'Slack refuses Socket Mode: it is tried again');
          changed({ code, advice: socketAdvice });
        }
      }
    }
  }
}

/** What to do where Slack refuses Socket Mode, without the last full stop. */
export const socketAdvice =
  'Slack’s Socket Mode does not accept SLACK_APP_TOKEN: check that the app is installed and has Socket Mode on, make an app-level token with the scope connections:write under “Basic Information” of the app, set it, and restart Latchkey';

/** Slack's own word for a refusal that stays until somebody does something; null: it is only away. */
function refusalOf(error: unknown): string | null {
  if (!(error instanceof webApi.WebAPIPlatformError)) return null;
  const code = error.data.error;
  return sortRefusal(code, method).kind === 'transient' ? null : code;
}

function wordsOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).slice(0, 200);
}

function pauseOf(pauses: readonly number[], turn: number): number {
  return pauses[Math.min(turn, pauses.length - 1)] ?? 0;
}
