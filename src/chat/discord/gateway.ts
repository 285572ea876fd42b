import { Client, Events, GatewayIntentBits, Options } from 'discord.js';
import { ChatUnavailable } from '../../ports/chat.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';
import type { DiscordConfig } from './config.ts';
import { patiently } from './patient.ts';

/** What the Gateway brings: the name of an event and its payload, as Discord sends them. */
export type Dispatch = (event: string, data: unknown) => void;

export interface GatewayParts {
  readonly config: Pick<DiscordConfig, 'token' | 'apiUrl'>;
  readonly log: Log;
  readonly clock: Clock;
  readonly signal?: AbortSignal | undefined;
}

const refusals: Readonly<Record<number, string>> = {
  4004: 'Discord’s Gateway does not accept DISCORD_TOKEN: copy the token again from “Bot” of the application',
  4014: 'Discord’s Gateway needs the Server Members Intent: switch it on under “Bot” of the application',
};

/**
 * Opens the Gateway and keeps it open: Discord's library reconnects and resumes by itself. While Discord is away at the
 * start it is tried again, 1 s to 30 s apart, until `signal` aborts.
 */
export function openGateway(parts: GatewayParts, dispatch: Dispatch): Promise<{ close(): Promise<void> }> {
  return patiently('Discord’s Gateway cannot be opened', parts, async () => {
    const client = createClient(parts.config.apiUrl, parts.log, dispatch);
    const state: { refused?: string } = {};
    client.on(Events.ShardDisconnect, ({ code }) => {
      state.refused = refusals[code] ?? `Discord’s Gateway refuses us (${code})`;
      parts.log.error({ code }, state.refused);
    });
    try {
      await client.login(parts.config.token);
      return { close: () => client.destroy() };
    } catch (error) {
      await client.destroy();
      const isToken = (error as { readonly code?: unknown }).code === 'TokenInvalid';
      const sentence = isToken ? refusals[4004] : state.refused;
      if (sentence !== undefined) throw new Error(sentence, { cause: error });
      throw new ChatUnavailable('Discord’s Gateway does not open', null, { cause: error });
    }
  });
}

function createClient(apiUrl: string, log: Log, dispatch: Dispatch): Client {
  const nothing = Object.fromEntries(Object.keys(Options.DefaultMakeCacheSettings).map((name) => [name, 0]));
  const client = new Client({
    intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMembers],
    rest: { api: apiUrl, version: '10' },
    // What the Gateway says is looked at as it comes: nothing is kept that could be old.
    makeCache: Options.cacheWithLimits({
      ...nothing,
      GuildMemberManager: 0,
      UserManager: 0,
      MessageManager: 0,
      PresenceManager: 0,
      ReactionManager: 0,
    }),
  });
  client.on(Events.Raw as never, (packet: { readonly t?: string | null; readonly d?: unknown }) => {
    if (typeof packet.t === 'string') dispatch(packet.t, packet.d);
  });
  client.on(Events.Error, (error) => log.error({ err: error }, 'Discord’s library failed'));
  client.on(Events.Warn, (words) => log.warn({ words }, 'Discord’s library warns'));
  // It is tried again twice a second: what is said once is enough until it is there again.
  let isLost = false;
  const lost = (fields: object) => {
    if (!isLost) log.warn(fields, 'the connection to Discord’s Gateway is lost: it is being opened again');
    isLost = true;
  };
  const back = () => {
    if (isLost) log.info({}, 'the connection to Discord’s Gateway is there again');
    isLost = false;
  };
  client.on(Events.ShardError, (error) => lost({ err: error }));
  client.on(Events.ShardReconnecting, () => lost({}));
  client.on(Events.ShardResume, back);
  client.on(Events.ShardReady, back);
  client.on(Events.Invalidated, () => log.error({}, 'Discord’s Gateway does not let us go on'));
  return client;
}
