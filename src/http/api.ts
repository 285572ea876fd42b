import type { IncomingMessage } from 'node:http';
import type { HttpBindings } from '@hono/node-server';
import type { Context } from 'hono';
import rawBody from 'raw-body';
import type { ApiAnswer, ApiRoute } from '../ports/http.ts';
import { pageHeaders } from './page.ts';

export interface Env {
  Bindings: HttpBindings;
}

/** Whoever sends a body stopped sending: there is nobody left to answer. */
export class ClientGone extends Error {}

/** Serves a route of an API: its body is read up to the route's limit, its answer is JSON, its refusal a problem (RFC 9457). */
export function serveApi(route: ApiRoute) {
  return async (context: Context<Env>): Promise<Response> => {
    const { req } = context;
    const body = await readBody(context.env.incoming, route.maxBytes);
    if (body === null) {
      const detail = `The body is larger than ${route.maxBytes} bytes.`;
      return apiResponse({ problem: { status: 413, title: 'The body is too large', detail } });
    }
    const answer = await route.handle({
      params: req.param(),
      query: new URL(req.url).searchParams,
      header: (name) => req.header(name),
      body,
    });
    return apiResponse(answer);
  };
}

/** `application/json`, or `application/problem+json` where it refuses. */
export function apiResponse(answer: ApiAnswer): Response {
  const isProblem = 'problem' in answer;
  const status = isProblem ? answer.problem.status : answer.status;
  const json = isProblem ? { type: 'about:blank', ...answer.problem } : answer.json;
  const contentType = isProblem ? 'application/problem+json' : 'application/json';
  return new Response(`${JSON.stringify(json)}\n`, {
    status,
    headers: { ...pageHeaders, 'content-type': contentType, ...answer.headers },
  });
}

/** Null: it's larger than `limit` bytes. Throws `ClientGone` where it ends too soon. */
async function readBody(incoming: IncomingMessage, limit: number): Promise<Uint8Array | null> {
  try {
    return await rawBody(incoming, { limit, length: incoming.headers['content-length'] ?? null });
  } catch (error) {
    const { type } = error as Partial<rawBody.RawBodyError>;
    if (type === 'entity.too.large') return null;
    if (type === 'request.aborted' || type === 'request.size.invalid') {
      throw new ClientGone('A request ended before its body', { cause: error });
    }
    throw error;
  }
}
