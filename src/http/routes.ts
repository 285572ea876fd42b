import type { IncomingMessage, ServerResponse } from 'node:http';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import { Hono } from 'hono';
import type { Context } from 'hono';
import { routePath } from 'hono/route';
import type { ApiRoute } from '../ports/http.ts';
import type { Log } from '../ports/log.ts';
import { apiResponse, ClientGone, refuse, serveApi } from './api.ts';
import type { Env } from './api.ts';
import { addOwnPages } from './own-pages.ts';
import type { OwnPages } from './own-pages.ts';
import { page } from './page.ts';

/** What somebody else serves on PORT, such as Bolt. It gets Node's request, its body unread, and must end the response. */
export interface Mount {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  handle(request: IncomingMessage, response: ServerResponse): void | Promise<void>;
}

export interface Routes extends OwnPages {
  readonly mounts: readonly Mount[];
  readonly apis?: readonly ApiRoute[];
  readonly log: Log;
}

export const failed = 'Something went wrong here; it is in the log.';

/**
 * Everything that is served on PORT. A route of an API refuses with problem details (RFC 9457), every other page with a
 * sentence. A path that exists for other methods answers 405 and names them; GET serves HEAD as well.
 */
export function createRoutes({ mounts, apis = [], log, ...own }: Routes): Hono<Env> {
  const app = new Hono<Env>();
  const methods = new Map<string, string[]>();
  const note = (path: string, method: string): void => {
    methods.set(path, [...(methods.get(path) ?? []), method]);
  };

  for (const path of addOwnPages(app, own)) note(path, 'GET');
  for (const mount of mounts) {
    note(mount.path, mount.method);
    app.on(mount.method, mount.path, async ({ env }) => {
      await mount.handle(env.incoming, env.outgoing);
      return RESPONSE_ALREADY_SENT;
    });
  }
  for (const route of apis) {
    note(route.path, route.method);
    app.on(route.method, route.path, serveApi(route));
  }

  const apiByPath = new Map(apis.map((route) => [route.path, route]));
  for (const [path, allowed] of methods) {
    const headers = { allow: allowed.join(', ') };
    const api = apiByPath.get(path);
    app.all(path, ({ req, env }) => {
      const detail = `${req.path} answers ${allowed.join(' and ')} only.`;
      const problem = { status: 405, title: 'The method is not allowed', detail };
      return api ? apiResponse(refuse(api, problem, headers), env.incoming) : page(405, detail, headers);
    });
  }
  app.notFound(({ req, env }) => {
    const detail = `There is nothing at ${req.path}.`;
    // Whoever calls an API reads JSON, also where they mistyped its path.
    const api = apis.find(({ path }) => req.path.startsWith(folderOf(path)));
    return api
      ? apiResponse(refuse(api, { status: 404, title: 'Not found', detail }), env.incoming)
      : page(404, detail);
  });
  app.onError((error, context) => onError(error, context, apiByPath, log));
  return app;
}

/** Where the routes of an API lie: the first two parts of a path, such as `/access/v1/`. */
function folderOf(path: string): string {
  return `${path.split('/').slice(0, 3).join('/')}/`;
}

function onError(error: Error, context: Context<Env>, apiByPath: ReadonlyMap<string, ApiRoute>, log: Log): Response {
  const { req, env } = context;
  if (error instanceof ClientGone) log.debug({ err: error, method: req.method, path: req.path }, error.message);
  else log.error({ err: error, method: req.method, path: req.path }, 'Serving a request failed');
  if (env.outgoing.headersSent) {
    env.outgoing.destroy();
    return RESPONSE_ALREADY_SENT;
  }
  const api = apiByPath.get(routePath(context));
  const problem = { status: 500, title: 'Something went wrong', detail: failed };
  return api ? apiResponse(refuse(api, problem), env.incoming) : page(500, failed);
}
