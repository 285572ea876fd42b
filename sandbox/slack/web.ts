import { Hono } from 'hono';
import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { argumentsOf, textArgument } from './api/arguments.ts';
import { call } from './api/index.ts';
import type { Desk } from './desk.ts';
import type { Fault } from './faults.ts';
import { object } from '../common/json.ts';
import { createRate } from './rate.ts';
import { isRefusal } from './refusal.ts';
import type { Json } from './types.ts';

/**
 * What Slack offers to apps over HTTP: the Web API below /api/, and response URLs.
 * @param openConnection makes an address for Socket Mode; absent where that is off
 */
export function createWebApi(desk: Desk, openConnection?: () => string): Hono {
  const routes = new Hono();
  const rate = createRate(desk.now);

  routes.all('/api/:method', async (c) => {
    const method = c.req.param('method');
    const body = await c.req.text();
    const fault = desk.faults.take(method, body);
    let given: Json = {};
    const run = (): Json =>
      attempt(() => {
        given = argumentsOfRequest(c, body);
        const wait = isLimited(method) ? rate.seconds(textArgument(given, 'channel') ?? '') : 0;
        if (wait > 0) return { ok: false, error: 'ratelimited', [RETRY_AFTER]: wait };
        return { ok: true, ...call(desk, method, tokenOf(c, given), given, openConnection) };
      });
    if (fault !== undefined) {
      if (fault.applied) run();
      return spoiled(c, desk, method, given, fault);
    }
    const answer = run();
    const retryAfter = answer[RETRY_AFTER];
    if (typeof retryAfter === 'number') return spoiled(c, desk, method, given, { status: 429, retryAfter });
    note(desk, method, given, 200, answer);
    c.header('x-oauth-scopes', desk.settings.scopes.join(','));
    return c.json(answer);
  });

  const isLimited = (method: string): boolean => desk.settings.strictRate && method === 'chat.postMessage';

  for (const path of ['/commands/:team/:id', '/actions/:team/:id']) {
    routes.post(path, async (c) => {
      const fault = desk.faults.take('response_url');
      const given = object(await c.req.json().catch(() => undefined));
      if (fault !== undefined && !fault.applied) return spoiled(c, desk, 'response_url', given, fault);
      const answer = attempt(() => {
        desk.responses.use(c.req.param('id') ?? '', given);
        return { ok: true };
      });
      if (fault !== undefined) return spoiled(c, desk, 'response_url', given, fault);
      const status = answer['ok'] === true ? 200 : GONE.includes(String(answer['error'])) ? 404 : 400;
      note(desk, 'response_url', given, status, answer);
      return answer['ok'] === true ? c.text('ok') : c.json(answer, status);
    });
  }
  return routes;
}

const GONE = ['used_url', 'expired_url', 'invalid_url'];

const RETRY_AFTER = '#retry-after';

function argumentsOfRequest(c: Context, body: string): Json {
  const query = Object.fromEntries(new URL(c.req.url).searchParams);
  if (c.req.method === 'GET') return query;
  return { ...query, ...argumentsOf(c.req.header('content-type') ?? '', body) };
}

function tokenOf(c: Context, given: Json): string | undefined {
  return /^Bearer\s+(\S+)$/i.exec(c.req.header('authorization') ?? '')?.[1] ?? textArgument(given, 'token');
}

function attempt(act: () => Json): Json {
  try {
    return act();
  } catch (error) {
    if (isRefusal(error)) return error.answer;
    throw error;
  }
}

function spoiled(
  c: Context,
  desk: Desk,
  method: string,
  given: Json,
  fault: Pick<Fault, 'status' | 'retryAfter' | 'error' | 'page'>,
): Response {
  const { status, retryAfter, error } = fault;
  const answer = { ok: false, error: error ?? (status === 429 ? 'ratelimited' : 'internal_error') };
  note(desk, method, given, status, answer);
  if (fault.page === true) return c.html(`<html><body>${status}</body></html>`, status as ContentfulStatusCode);
  if (status === 429) c.header('retry-after', String(retryAfter ?? 1));
  return c.json(answer, status as ContentfulStatusCode);
}

function note(desk: Desk, method: string, given: Json, status: number, answer: Json): void {
  const { token: _token, ...shown } = given;
  const failed = answer['ok'] === true ? {} : { error: String(answer['error']) };
  desk.calls.add({ at: new Date(desk.now()).toISOString(), method, arguments: shown, status, ...failed });
}
