import type { AddressInfo } from 'node:net';
import { Hono } from 'hono';
import { close, listen } from '../common/listen.ts';
import { ownHostOnly } from '../common/own-host.ts';
import { pageFiles } from './files.ts';
import { forwardTo } from './forward.ts';
import type { RecordOptions } from './record.ts';
import { recordRoutes } from './record.ts';
import type { SystemsOptions } from './systems/index.ts';
import { systemsRoutes } from './systems/index.ts';
import type { Tour } from './tour-plan.ts';
import { tourFrom } from './tour.ts';

export interface PageOptions {
  /** 0 or absent: a free one. */
  port?: number;
  /** The local Slack's address; without it the page shows no Slack. */
  slackUrl?: string;
  /** The local Discord's address; without it the page shows no Discord. */
  discordUrl?: string;
  /** The text of latchkey.yml, from which the guided tour takes its people and its product. */
  configText?: string;
  /** The guided tour's people and product, where they are to be others. */
  tour?: Tour;
  /** Where the record is, and what verifies it; without it the page shows none. */
  record?: RecordOptions;
  /** What the page needs to play other systems; without it, it plays none. */
  systems?: SystemsOptions;
  /** Starts everything over; without it only the chats are reset. */
  reset?: () => Promise<void>;
}

export interface Page {
  url: string;
  port: number;
  stop: () => Promise<void>;
}

/**
 * Serves the sandbox's page on 127.0.0.1, and what it needs of the local Slack and Discord from the same origin.
 * @throws where the port is taken: an error with the code EADDRINUSE
 */
export async function startPage(options: PageOptions = {}): Promise<Page> {
  const files = await pageFiles();
  const tour = options.tour ?? tourFrom(options.configText);
  const routes = new Hono();
  let port = 0;
  routes.use(ownHostOnly(() => port));
  routes.use(async (c, next) => {
    await next();
    c.header('content-security-policy', POLICY);
    c.header('x-content-type-options', 'nosniff');
    c.header('cache-control', 'no-store');
  });
  const { slackUrl, discordUrl, record, reset } = options;
  // The application among the systems needs a product.
  const systems = tour === undefined ? undefined : options.systems;
  const plan = {
    tour: tour ?? null,
    slack: slackUrl !== undefined,
    discord: discordUrl !== undefined,
    record: record !== undefined,
    systems: systems !== undefined,
    reset: reset !== undefined,
  };
  const closeRecord = record && recordRoutes(routes, record);
  const forgetSystems = systems && tour && systemsRoutes(routes, systems, tour.product);
  routes.post('/reset', async (c) => {
    if (reset === undefined) return c.json({ ok: false, error: 'Only the chats can be reset here.' }, 409);
    forgetSystems?.();
    await reset();
    return c.json({ ok: true });
  });
  routes.onError((error, c) => c.json({ ok: false, error: error.message }, 500));
  routes.get('/tour.json', (c) => c.json(plan));
  if (slackUrl !== undefined) routes.all('/slack/*', forwardTo(`${slackUrl}/sandbox`, '/slack', 'Slack'));
  if (discordUrl !== undefined) routes.all('/discord/*', forwardTo(`${discordUrl}/sandbox`, '/discord', 'Discord'));
  routes.get('/:name?', (c) => {
    const name = c.req.param('name') ?? 'index.html';
    const content = files[name];
    if (content === undefined) return c.text('There is nothing here.', 404);
    return c.body(Uint8Array.from(content), 200, {
      'content-type': TYPES[name.split('.').at(-1) ?? ''] ?? 'text/plain',
    });
  });

  const server = await listen(routes, options.port ?? 0);
  ({ port } = server.address() as AddressInfo);
  return {
    url: `http://127.0.0.1:${port}/`,
    port,
    stop: async () => {
      await close(server);
      await closeRecord?.();
    },
  };
}

const POLICY =
  "default-src 'self'; img-src 'self' data: https:; style-src 'self' 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'";
const TYPES: Record<string, string> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
};
