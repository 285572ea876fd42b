import { WebSocketManager, WebSocketShardEvents } from '@discordjs/ws';
import type { SessionInfo } from '@discordjs/ws';
import { GatewayCloseCodes, GatewayIntentBits } from 'discord-api-types/v10';
import type { REST } from '@discordjs/rest';
import { ChatRefused, ChatUnavailable } from '../../../ports/chat.ts';
import type { Clock } from '../../../ports/clock.ts';
import type { Log } from '../../../ports/log.ts';
import type { RefusedConnection } from '../../../ports/platform.ts';
import type { DiscordConfig } from '../config.ts';
import { retryAway } from '../../retry-away.ts';
import type { Rest } from './rest.ts';

/** What the Gateway brings: the name of an event and its payload, as Discord sends them. */
export type Dispatch = (event: string, data: unknown) => void;

export interface GatewayParts {
  readonly config: Pick<DiscordConfig, 'token'>;
  readonly rest: Rest;
  readonly log: Log;
  readonly clock: Clock;
  readonly signal?: AbortSignal | undefined;
  /** Called when Discord closed it for good after the start, and (null) when it is there again. */
  readonly changed?: (refused: RefusedConnection | null) => void;
}

export interface Gateway {
  close(): Promise<void>;
}

const wrongToken =
  'Discord’s Gateway does not accept DISCORD_TOKEN: copy the token again from “Bot” of the application';

const refusals: Readonly<Record<number, string>> = {
  [GatewayCloseCodes.AuthenticationFailed]: wrongToken,
  [GatewayCloseCodes.DisallowedIntents]:
    'Discord’s Gateway needs the Server Members Intent: switch it on under “Bot” of the application',
};

/** Close codes after which Discord’s library does not connect again by itself. */
const final: readonly number[] = [
  GatewayCloseCodes.AuthenticationFailed,
  GatewayCloseCodes.InvalidShard,
  GatewayCloseCodes.ShardingRequired,
  GatewayCloseCodes.InvalidAPIVersion,
  GatewayCloseCodes.InvalidIntents,
  GatewayCloseCodes.DisallowedIntents,
];

/** Between attempts after Discord closed the Gateway for good, in ms: a bot may identify 1,000 times a day. */
const reopenMs = [5_000, 30_000, 120_000, 300_000] as const;

/**
 * Opens the Gateway and keeps it open. Discord's library reconnects and resumes by itself; what Discord closed for good
 * (the token, an intent) is tried again every five minutes, so that it goes on once that is fixed. While Discord is away at
 * the start it is tried again, 1 s to 30 s apart, until `signal` aborts; what Discord refuses then is an error.
 *
 * Only the connection is the library's: payloads are handed on as they come, and nothing is built from them, so that a
 * payload in a form that the library doesn't know ends nothing.
 */
export async function openGateway(parts: GatewayParts, dispatch: Dispatch): Promise<Gateway> {
  const { log, clock } = parts;
  const stop = new AbortController();
  const isStopped = (): boolean => stop.signal.aborted;
  const opened = await retryAway('Discord’s Gateway cannot be opened', parts, async () => {
    const connection = createConnection(parts, dispatch, stop.signal);
    try {
      await connection.open();
      return connection;
    } catch (error) {
      await connection.close();
      throw error;
    }
  });
  const reopening = reopen();
  return {
    async close() {
      stop.abort();
      await opened.close();
      await reopening;
    },
  };

  async function reopen(): Promise<void> {
    for (let turn = 0; ; turn++) {
      await opened.closedForGood();
      if (!isStopped()) parts.changed?.(opened.refused());
      const pause = reopenMs[Math.min(turn, reopenMs.length - 1)] ?? 300_000;
      if (isStopped()) return;
      await Promise.race([clock.sleep(pause), whenAborted(stop.signal)]);
      if (isStopped()) return;
      try {
        await opened.open();
        turn = -1;
        parts.changed?.(null);
        log.info({}, 'the connection to Discord’s Gateway is there again');
      } catch (error) {
        log.error({ err: error }, 'Discord’s Gateway still refuses us: it is tried again');
      }
    }
  }
}

function createConnection({ config, rest, log }: GatewayParts, dispatch: Dispatch, stop: AbortSignal) {
  const state: { session: SessionInfo | null; refused: RefusedConnection | null; isLost: boolean } = {
    session: null,
    refused: null,
    isLost: false,
  };
  let closedForGood: () => void = () => undefined;
  let over = new Promise<void>((resolve) => (closedForGood = resolve));
  const manager = new WebSocketManager({
    token: config.token,
    intents: GatewayIntentBits.Guilds | GatewayIntentBits.GuildMembers,
    // The one call that the library makes: which address, and how many connections.
    rest: { get: (path: string) => rest('GET', path) } as unknown as REST,
    version: '10',
    retrieveSessionInfo: () => state.session,
    updateSessionInfo: (_shard, session) => void (state.session = session),
  });

  manager.on(WebSocketShardEvents.Dispatch, ({ data }) => {
    try {
      dispatch(data.t, data.d);
    } catch (error) {
      log.error({ err: error, event: data.t }, 'an event of Discord’s Gateway could not be handled');
    }
  });
  // It is tried again twice a second: what is said once is enough until it is there again.
  const lost = (fields: object): void => {
    if (!state.isLost && !stop.aborted)
      log.warn(fields, 'the connection to Discord’s Gateway is lost: it is being opened again');
    state.isLost = true;
  };
  const back = (): void => {
    if (state.isLost) log.info({}, 'the connection to Discord’s Gateway is there again');
    state.isLost = false;
  };
  manager.on(WebSocketShardEvents.Closed, ({ code }) => {
    if (stop.aborted) return;
    if (!final.includes(code)) {
      lost({ code });
      return;
    }
    state.refused = {
      code: String(code),
      advice:
        refusals[code] ??
        `Discord’s Gateway refuses us (${code}): restart Latchkey, and report it if that doesn’t help`,
    };
    log.error({ code }, state.refused.advice);
    closedForGood();
  });
  manager.on(WebSocketShardEvents.Error, ({ error }) => {
    if (state.refused === null) lost({ err: error });
  });
  manager.on(WebSocketShardEvents.Resumed, back);
  manager.on(WebSocketShardEvents.Ready, back);

  return {
    refused: () => state.refused,
    /** Settles when Discord has closed it in a way after which the library does not come back. */
    closedForGood: (): Promise<void> => (stop.aborted ? Promise.resolve() : Promise.race([over, whenAborted(stop)])),
    async open(): Promise<void> {
      state.refused = null;
      over = new Promise<void>((resolve) => (closedForGood = resolve));
      try {
        await manager.connect();
      } catch (error) {
        const isToken = error instanceof ChatRefused && error.code === 'http_401';
        if (isToken) state.refused ??= { code: 'http_401', advice: wrongToken };
        const sentence = state.refused?.advice ?? null;
        if (sentence !== null) throw new Error(sentence, { cause: error });
        throw new ChatUnavailable('Discord’s Gateway does not open', null, { cause: error });
      }
    },
    close: async (): Promise<void> => manager.destroy(),
  };
}

function whenAborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}
