import { createServer } from 'node:http';
import { getRequestListener, RequestError } from '@hono/node-server';
import { closeServer } from './close.ts';
import { listen } from './listen.ts';
import { page } from './page.ts';
import { createRoutes, failed } from './routes.ts';
import type { Routes } from './routes.ts';

export type { Mount } from './routes.ts';
export type { MetricsSource, Ready } from './own-pages.ts';

export interface HttpSettings extends Routes {
  /** 0 to 65535; 0 takes any free one. */
  readonly port: number;
  /** The address to listen on; every one of the machine unless given. */
  readonly host?: string;
  /** How long `close` waits for requests under way, in ms; 5,000. */
  readonly closeWithinMs?: number;
}

/** Load balancers keep an idle connection for a minute and are cross when we close it first. */
const KEEP_ALIVE = 65_000;

/**
 * The listener on PORT: `/healthz`, `/readyz`, `/metrics`, the mounts and the APIs. Rejects with a sentence that names PORT
 * where it cannot listen. `close` ends what is idle, lets requests under way finish, and is done within `closeWithinMs`.
 */
export async function startHttp(settings: HttpSettings): Promise<{ port: number; close: () => Promise<void> }> {
  const app = createRoutes(settings);
  const serve = getRequestListener(app.fetch, {
    // A health check in HTTP/1.0 has no Host header.
    hostname: 'localhost',
    // The rest of the process keeps Node's own Request and Response.
    overrideGlobalObjects: false,
    errorHandler(error) {
      if (error instanceof RequestError) return page(400, 'The address or the Host header can’t be read.');
      settings.log.error({ err: error }, 'Serving a request failed');
      return page(500, failed);
    },
  });
  const server = createServer({ keepAliveTimeout: KEEP_ALIVE, requestTimeout: 30_000 }, (request, response) => {
    void serve(request, response);
  });
  const port = await listen(server, settings.port, settings.host);
  server.on('error', (error) => settings.log.error({ err: error }, 'The listener has a problem'));
  return { port, close: () => closeServer(server, settings.closeWithinMs ?? 5_000) };
}
