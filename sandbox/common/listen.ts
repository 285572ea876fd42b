import type { Server } from 'node:http';
import { serve } from '@hono/node-server';
import type { Hono } from 'hono';

/**
 * Serves on 127.0.0.1; 0 takes any free port. Connections stay open until the caller closes them: one that the server closed while
 * idle would meet the next request on its way, and that request would fail.
 */
export function listen(routes: Hono, port: number): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = serve(
      {
        fetch: routes.fetch,
        port,
        hostname: '127.0.0.1',
        overrideGlobalObjects: false,
        serverOptions: { keepAliveTimeout: 0 },
      },
      () => {
        server.off('error', reject);
        resolve(server);
      },
    ) as Server;
    server.once('error', reject);
  });
}

/** Ends what it serves, whoever is connected. */
export function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
