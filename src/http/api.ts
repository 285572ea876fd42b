import type { IncomingMessage } from 'node:http';
import type { HttpBindings } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { Context } from 'hono';
import rawBody from 'raw-body';
import type { ApiAnswer, ApiRequest, ApiRoute, Problem } from '../ports/http.ts';

export interface Env {
  Bindings: HttpBindings;
}

/** Whoever sends a body stopped sending: there is nobody left to answer. */
export class ClientGone extends Error {}

/** A refusal that the listener gives itself, before or after the route’s own work. */
export type ListenersProblem = Problem & { readonly detail: string };

/**
 * Serves a route of an API: its body is read up to the route's limit, its answer is JSON, its refusal a problem (RFC 9457). The
 * id that a request carries goes back with its answer. The answer is written by Node itself, which takes half the time that a
 * `Response` takes.
 */
export function serveApi(route: ApiRoute) {
  return async ({ req, env }: Context<Env>): Promise<Response> => {
    const { incoming, outgoing } = env;
    const body = await readBody(incoming, route.maxBytes);
    const answer = body === null ? tooLarge(route) : await route.handle(requestOf(incoming, req, body));
    const { status, headers, text } = render(answer, incoming);
    outgoing.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(text) });
    outgoing.end(text);
    return RESPONSE_ALREADY_SENT;
  };
}

/** What the listener refuses itself on a route's path, as the route's callers expect it. */
export function refuse(
  { refusesWith }: Pick<ApiRoute, 'refusesWith'>,
  problem: ListenersProblem,
  headers: Readonly<Record<string, string>> = {},
): ApiAnswer {
  return refusesWith === 'sentence' ? { status: problem.status, json: problem.detail, headers } : { problem, headers };
}

/** The same as {@link serveApi} writes, as a `Response`. */
export function apiResponse(answer: ApiAnswer, incoming: IncomingMessage): Response {
  const { status, headers, text } = render(answer, incoming);
  return new Response(text, { status, headers });
}

function tooLarge(route: ApiRoute): ApiAnswer {
  const detail = `The body is larger than ${route.maxBytes} bytes.`;
  return refuse(route, { status: 413, title: 'The body is too large', detail });
}

function requestOf(incoming: IncomingMessage, req: Context<Env>['req'], body: Uint8Array): ApiRequest {
  return {
    get params() {
      return req.param();
    },
    get query() {
      return new URL(req.url).searchParams;
    },
    header: (name) => headerOf(incoming, name),
    body,
  };
}

function headerOf({ headers }: IncomingMessage, name: string): string | undefined {
  const value = headers[name.toLowerCase()];
  return Array.isArray(value) ? value.join(', ') : value;
}

/** `application/json`, or `application/problem+json` where it refuses. */
function render(answer: ApiAnswer, incoming: IncomingMessage) {
  const isProblem = 'problem' in answer;
  const json = isProblem ? { type: 'about:blank', ...answer.problem } : answer.json;
  const headers: Record<string, string> = {
    'content-type': isProblem ? 'application/problem+json' : 'application/json',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  };
  const id = headerOf(incoming, 'x-request-id');
  if (id !== undefined) headers['x-request-id'] = id;
  return {
    status: isProblem ? answer.problem.status : answer.status,
    headers: Object.assign(headers, answer.headers),
    text: `${JSON.stringify(json)}\n`,
  };
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
