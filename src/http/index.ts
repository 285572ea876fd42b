import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Log } from '../ports/log.ts';
import { closeServer } from './close.ts';
import { listen } from './listen.ts';
import { answer, ownPages } from './own-pages.ts';
import type { MetricsSource, Ready } from './own-pages.ts';
import { createRoutes } from './routes.ts';
import type { Mount } from './routes.ts';

export type { Mount } from './routes.ts';
export type { MetricsSource, Ready } from './own-pages.ts';

export interface HttpSettings {
  /** 0 to 65535; 0 takes any free one. */
  readonly port: number;
  /** The address to listen on; every one of the machine unless given. */
  readonly host?: string;
  readonly ready: Ready;
  readonly metrics: MetricsSource;
  /** What `/metrics` requires as a bearer token; nothing unless given. */
  readonly metricsToken?: string | null;
  readonly mounts: readonly Mount[];
  readonly log: Log;
  /** How long `close` waits for requests under way, in ms; 5,000. */
  readonly closeWithinMs?: number;
}

/** Load balancers keep an idle connection for a minute and are cross when we close it first. */
const KEEP_ALIVE = 65_000;

/**
 * The listener on PORT: `/healthz`, `/readyz`, `/metrics`, and the mounts. Rejects with a sentence that names PORT where it
 * cannot listen. `close` ends what is idle, lets requests under way finish, and is done within `closeWithinMs`.
 */
export async function startHttp(settings: HttpSettings): Promise<{ port: number; close: () => Promise<void> }> {
  const { log } = settings;
  const route = createRoutes([
    ...ownPages(settings.ready, settings.metrics, settings.metricsToken ?? null),
    ...settings.mounts,
  ]);

  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { method = '', url = '' } = request;
    const path = pathOf(url);
    const found = route(method, path);
    if (found === null) {
      answer(response, 404, `There is nothing at ${path}.`);
    } else if ('allow' in found) {
      response.setHeader('allow', found.allow.join(', '));
      answer(response, 405, `${path} answers ${found.allow.join(' and ')} only.`);
    } else {
      await found.handle(request, response);
    }
  };
  const server = createServer({ keepAliveTimeout: KEEP_ALIVE, requestTimeout: 30_000 }, (request, response) => {
    serve(request, response).catch((error: unknown) => {
      log.error({ err: error, method: request.method, path: pathOf(request.url ?? '') }, 'Serving a request failed');
      if (response.headersSent) response.destroy();
      else answer(response, 500, 'Something went wrong here; it is in the log.');
    });
  });
  const port = await listen(server, settings.port, settings.host);
  server.on('error', (error) => log.error({ err: error }, 'The listener has a problem'));
  return { port, close: () => closeServer(server, settings.closeWithinMs ?? 5_000) };
}

function pathOf(url: string): string {
  const end = url.indexOf('?');
  return end === -1 ? url : url.slice(0, end);
}
