import type { AddressInfo } from 'node:net';
import { Hono } from 'hono';
import { close, listen } from '../common/listen.ts';
import { isRefusedUpgrade, ownHostOnly } from '../common/own-host.ts';
import { createControl } from './control/index.ts';
import type { Call, Delivery, Desk } from './desk.ts';
import { createLog } from './desk.ts';
import { createFaults } from './faults.ts';
import { createGateway } from './gateway/index.ts';
import type { Secrets } from './identity.ts';
import { identityOf } from './identity.ts';
import { createInteractions } from './interact/interactions.ts';
import { createModals } from './interact/modals.ts';
import { createConsent } from './oauth2/consent.ts';
import { createGrants } from './oauth2/grants.ts';
import { createRate } from './rate.ts';
import { gatewayUrl } from './rest/general.ts';
import { createStore } from './store.ts';
import { createRest } from './web.ts';
import type { DiscordWorld } from './world-types.ts';

export type { DiscordWorld } from './world-types.ts';

export interface DiscordOptions {
  world: DiscordWorld;
  /** 0 or absent: a free one. */
  port?: number;
  /** Where messages, members and the rest are kept; without it everything begins anew. */
  dataDir?: string;
  tokens?: Secrets;
  /** Milliseconds since 1970; the clock of this machine unless given. */
  now?: () => number;
  /** How long the app may take to answer an interaction, in milliseconds; Discord's 3000 unless given. */
  patience?: number;
}

export interface LocalDiscord {
  /** `http://127.0.0.1:PORT`; the control API is below /sandbox/. */
  url: string;
  /** What an app takes as its DISCORD_API_URL; ends in /api. */
  apiUrl: string;
  /** What an app needs in its environment to use this guild. */
  env: Record<string, string>;
  stop: () => Promise<void>;
}

/** Starts a local Discord on 127.0.0.1: one guild with one application, Latchkey. */
export async function startDiscord(options: DiscordOptions): Promise<LocalDiscord> {
  const { world, patience = 3000, now = Date.now } = options;
  const app = identityOf(world, options.tokens);
  const store = createStore({ world, app, now, dataDir: options.dataDir });
  let url = '';
  let port = 0;
  const settings = { patience, membersIntent: true };
  const desk: Desk = {
    store,
    app,
    settings,
    faults: createFaults(),
    gateway: createGateway({ store, app, settings, now, url: () => gatewayUrl(url) }),
    interactions: createInteractions(now),
    modals: createModals(store),
    grants: createGrants(now),
    now,
    url: () => url,
    calls: createLog<Call>(2000),
    deliveries: createLog<Delivery>(500),
  };
  const stopped = new AbortController();
  const routes = new Hono();
  routes.use(ownHostOnly(() => port));
  routes.route('/sandbox', createControl(desk, stopped.signal));
  routes.route('/', createConsent(desk));
  // A client waits by its own clock, so this one must go on also where the guild's is a test's.
  routes.route('/', createRest(desk, createRate(Date.now), stopped.signal));
  routes.notFound((c) => c.json({ message: '404: Not Found', code: 0 }, 404));
  routes.onError((error, c) => {
    if (!stopped.signal.aborted) console.error(error);
    return c.json({ message: `The local Discord itself failed: ${error.message}`, code: 0 }, 500);
  });

  const server = await listen(routes, options.port ?? 0);
  port = (server.address() as AddressInfo).port;
  url = `http://127.0.0.1:${port}`;
  server.on('upgrade', (request, stream, head) => {
    if (isRefusedUpgrade(request, stream, port)) return;
    if (/^\/gateway\/?(\?|$)/.test(request.url ?? '')) desk.gateway.upgrade(request, stream, head);
    else stream.end('HTTP/1.1 404 Not Found\r\n\r\n');
  });
  return {
    url,
    apiUrl: `${url}/api`,
    env: {
      DISCORD_TOKEN: app.botToken,
      DISCORD_APPLICATION_ID: app.id,
      DISCORD_GUILD_ID: world.guild.id,
      DISCORD_API_URL: `${url}/api`,
      DISCORD_CLIENT_SECRET: app.clientSecret,
    },
    stop: async () => {
      stopped.abort();
      desk.interactions.clear();
      await desk.gateway.stop();
      await close(server);
    },
  };
}
