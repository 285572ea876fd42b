import { setTimeout as delay } from 'node:timers/promises';
import { Hono } from 'hono';
import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { isObject, parsed } from '../common/json.ts';
import type { Desk } from './desk.ts';
import type { Fault } from './faults.ts';
import type { Rate } from './rate.ts';
import { badJson, isRefusal, methodNotAllowed, notFound, refusal, unauthorized } from './refusal.ts';
import { isBot } from './rest/authorize.ts';
import { routeOf } from './rest/index.ts';
import type { Answer, Request } from './rest/types.ts';

const PREFIX = /^\/api(?:\/v10)?(?=\/)/;

/** What Discord offers to apps over HTTP, below /api and /api/v10. */
export function createRest(desk: Desk, rate: Rate, stopped: AbortSignal): Hono {
  const routes = new Hono();

  routes.all('/api/*', async (c) => {
    const path = new URL(c.req.url).pathname.replace(PREFIX, '').replace(/(.)\/$/, '$1');
    const { method } = c.req;
    const found = routeOf(method, path);
    const request: Request = {
      params: found === undefined || found === 'other' ? {} : decoded(found.params),
      query: Object.fromEntries(new URL(c.req.url).searchParams),
      body: {},
      reason: reasonOf(c),
      authorization: c.req.header('authorization'),
    };
    const note = noter(desk, `${method} ${path}`, request);
    const met = desk.faults.take(method, path);
    if (met !== undefined) {
      if (met.fault.delayMs > 0) await delay(met.fault.delayMs, undefined, { signal: stopped });
      await Promise.race([met.released, rejectionOf(stopped)]);
    }
    const sent = await bodyOf(c);
    if (sent.ok) request.body = sent.body;

    const run = (): Answer =>
      attempt(() => {
        if (found === undefined) throw notFound();
        if (found === 'other') throw methodNotAllowed();
        if (found.route.isOpen !== true && !isBot(desk, request.authorization)) throw unauthorized();
        if (!sent.ok) throw badJson();
        return found.route.run(desk, request);
      });
    if (met?.fault.status !== undefined) {
      if (met.fault.applied) run();
      if (met.fault.page === true) {
        note({ status: met.fault.status });
        return c.html('<html><body>Access denied</body></html>', met.fault.status as ContentfulStatusCode);
      }
      return give(c, spoiled(met.fault, met.fault.status), note);
    }
    const major = request.params['channel'] ?? request.params['guild'] ?? request.params['token'] ?? '';
    const pattern = found === undefined || found === 'other' ? path : found.route.path;
    const allowance = rate.take(`${method} ${pattern}`, major);
    for (const [name, value] of Object.entries(allowance.headers)) c.header(name, value);
    if (!allowance.ok) return give(c, limited(allowance.resetAfter, false, 'user'), note);
    return give(c, run(), note);
  });
  return routes;
}

interface Given extends Answer {
  headers?: Record<string, string>;
}

function spoiled(fault: Fault, status: number): Given {
  if (status === 429) return limited(fault.retryAfter ?? 1, fault.global, fault.global ? 'global' : 'user');
  const texts: Record<number, string> = {
    500: 'Internal Server Error',
    502: 'Bad Gateway',
    503: 'Service Unavailable',
  };
  return { status, body: { message: `${status}: ${texts[status] ?? 'Error'}`, code: fault.code ?? 0 } };
}

/** @param seconds to wait */
function limited(seconds: number, global: boolean, scope: string): Given {
  return {
    status: 429,
    body: { message: 'You are being rate limited.', retry_after: seconds, global },
    headers: {
      'retry-after': String(Math.ceil(seconds)),
      'x-ratelimit-scope': scope,
      ...(global ? { 'x-ratelimit-global': 'true' } : {}),
    },
  };
}

function attempt(act: () => Answer): Answer {
  try {
    return act();
  } catch (error) {
    if (isRefusal(error)) return error.refused;
    throw error;
  }
}

function give(c: Context, { status = 200, body, headers = {} }: Given, note: (answer: Answer) => void): Response {
  note({ status, ...(body === undefined ? {} : { body }) });
  for (const [name, value] of Object.entries(headers)) c.header(name, value);
  if (body === undefined) return c.body(null, status as 204);
  return c.json(body, status as ContentfulStatusCode);
}

function noter({ calls, now }: Desk, method: string, request: Request): (answer: Answer) => void {
  const at = new Date(now()).toISOString();
  return ({ status = 200, body }) => {
    const code = isObject(body) && status >= 400 ? body['code'] : undefined;
    const hasBody = isObject(request.body) ? Object.keys(request.body).length > 0 : request.body !== undefined;
    calls.add({
      at,
      method,
      ...(Object.keys(request.query).length === 0 ? {} : { query: request.query }),
      ...(hasBody ? { body: withoutSecrets(request.body) } : {}),
      ...(request.reason === null ? {} : { reason: request.reason }),
      status,
      ...(typeof code === 'number' ? { code } : {}),
    });
  };
}

function withoutSecrets(body: unknown): unknown {
  if (!isObject(body)) return body;
  const { client_secret: _secret, code: _code, refresh_token: _refresh, ...shown } = body;
  return shown;
}

/** JSON, a form, or JSON in a multipart form's `payload_json`. */
async function bodyOf(c: Context): Promise<{ ok: true; body: unknown } | { ok: false }> {
  if (c.req.method === 'GET') return { ok: true, body: {} };
  const type = c.req.header('content-type') ?? '';
  if (type.startsWith('application/x-www-form-urlencoded')) {
    return { ok: true, body: Object.fromEntries(new URLSearchParams(await c.req.text())) };
  }
  const form = type.startsWith('multipart/form-data') ? await c.req.parseBody() : undefined;
  const payload = form === undefined ? await c.req.text() : (form['payload_json'] ?? '{}');
  if (typeof payload !== 'string') return { ok: false };
  if (payload.trim() === '') return { ok: true, body: {} };
  const body = parsed(payload);
  return body === undefined ? { ok: false } : { ok: true, body };
}

function reasonOf(c: Context): string | null {
  const given = c.req.header('x-audit-log-reason');
  return given === undefined || given === '' ? null : decode(given);
}

const decoded = (params: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(params).map(([name, value]) => [name, decode(value)]));

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function rejectionOf(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const stop = (): void => reject(refusal(503, 0, 'The local Discord stops.'));
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
}
