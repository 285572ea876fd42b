import type { AddressInfo } from 'node:net';
import { Hono } from 'hono';
import { close, listen } from '../common/listen.ts';
import { isRefusedUpgrade, ownHostOnly } from '../common/own-host.ts';
import { createControl } from './control/index.ts';
import { createEvents } from './deliver/events.ts';
import { createHttpDelivery } from './deliver/http.ts';
import { withLog } from './deliver/log.ts';
import { createSocketMode } from './deliver/socket.ts';
import type { Desk } from './desk.ts';
import { createCallLog } from './desk.ts';
import { createFaults } from './faults.ts';
import type { Identity } from './identity.ts';
import { identityWith } from './identity.ts';
import { createModals } from './interact/modals.ts';
import { createResponseUrls } from './interact/response-urls.ts';
import { createTriggers } from './interact/triggers.ts';
import { usualSettings } from './settings.ts';
import { createStore } from './store.ts';
import { createWebApi } from './web.ts';
import type { World } from './world-types.ts';

export type { World } from './world-types.ts';

export interface SlackOptions {
  world: World;
  /** 0 or absent: a free one. */
  port?: number;
  /** Where the app takes commands, interactions and events over HTTP. */
  eventsUrl: string;
  /** Deliver over Socket Mode instead. */
  socket: boolean;
  /** Where messages and people's changes are kept; without it everything begins anew. */
  dataDir?: string;
  tokens?: Partial<Pick<Identity, 'botToken' | 'appToken' | 'signingSecret'>>;
  /** Milliseconds since 1970; the clock of this machine unless given. */
  now?: () => number;
  /** How long the app may take to acknowledge, in milliseconds; Slack's 3000 unless given. */
  patience?: number;
  /** Milliseconds before each further attempt to deliver an event; Slack's unless given. */
  eventRetryDelays?: number[];
}

export interface LocalSlack {
  /** `http://127.0.0.1:PORT`; the control API is below /sandbox/. */
  url: string;
  /** What an app takes as its SLACK_API_URL; ends in /api/. */
  apiUrl: string;
  /** What an app needs in its environment to use this workspace; SLACK_APP_TOKEN only with Socket Mode. */
  env: Record<string, string>;
  stop: () => Promise<void>;
}

const SLACKS_DELAYS = [1000, 60_000, 300_000];

/** Starts a local Slack on 127.0.0.1: one workspace with one app, Latchkey. */
export async function startSlack(options: SlackOptions): Promise<LocalSlack> {
  const { world, eventsUrl, patience = 3000, now = Date.now } = options;
  const app = identityWith(options.tokens);
  const store = createStore({ world, app, now, dataDir: options.dataDir });
  const settings = { ...usualSettings };
  const socket = options.socket ? createSocketMode(app, patience) : undefined;
  const transport = socket?.deliver ?? createHttpDelivery({ eventsUrl, app, settings, now, patience });
  const log = withLog(transport, now, 500, (id) => store.announce({ type: 'delivery', id }));
  const enterprise = world.team.enterpriseId === undefined ? {} : { enterpriseId: world.team.enterpriseId };
  const retryDelays = options.eventRetryDelays ?? SLACKS_DELAYS;
  const events = createEvents({ deliver: log.deliver, app, teamId: world.team.id, ...enterprise, now, retryDelays });
  let url = '';
  let port = 0;
  const desk: Desk = {
    store,
    app,
    settings,
    faults: createFaults(),
    triggers: createTriggers(now),
    modals: createModals(store),
    responses: createResponseUrls(store, app, now),
    deliver: log.deliver,
    now,
    url: () => url,
    calls: createCallLog(2000),
  };
  const stopped = new AbortController();
  const openConnection =
    socket && ((): string => `${url.replace('http', 'ws')}/link/?ticket=${socket.ticket()}&app_id=${app.appId}`);
  const routes = new Hono();
  routes.use(ownHostOnly(() => port));
  routes.route('/sandbox', createControl({ desk, log, events, socket, stopped: stopped.signal }));
  routes.route('/', createWebApi(desk, openConnection));

  const server = await listen(routes, options.port ?? 0);
  port = (server.address() as AddressInfo).port;
  url = `http://127.0.0.1:${port}`;
  if (socket !== undefined) {
    server.on('upgrade', (request, stream, head) => {
      if (!isRefusedUpgrade(request, stream, port)) socket.upgrade(request, stream, head);
    });
  }
  return {
    url,
    apiUrl: `${url}/api/`,
    env: {
      SLACK_BOT_TOKEN: app.botToken,
      SLACK_SIGNING_SECRET: app.signingSecret,
      SLACK_API_URL: `${url}/api/`,
      ...(socket === undefined ? {} : { SLACK_APP_TOKEN: app.appToken }),
    },
    stop: async () => {
      stopped.abort();
      events.stop();
      await socket?.stop();
      await close(server);
    },
  };
}
