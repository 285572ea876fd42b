import { createHash, timingSafeEqual } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import type { Mount } from './routes.ts';

/** Whether Latchkey can work, and what it waits for (`MongoDB`, `Redis`, `indexes` …). */
export type Ready = () => Promise<{ readonly ready: boolean; readonly waitingFor: readonly string[] }>;

export interface MetricsSource {
  text(): Promise<string>;
  readonly contentType: string;
}

/** What a page of ours tells browsers: it is nothing to be run, framed, kept or told about. */
export const pageHeaders = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
} as const;

/**
 * What the listener serves itself: is it alive, can it work, how is it doing.
 * @param metricsToken what `/metrics` requires as a bearer token; null: nothing
 */
export function ownPages(ready: Ready, metrics: MetricsSource, metricsToken: string | null): Mount[] {
  return [
    { method: 'GET', path: '/healthz', handle: (_, response) => answer(response, 200, 'ok') },
    {
      method: 'GET',
      path: '/readyz',
      async handle(_, response) {
        const state = await ready();
        answer(response, state.ready ? 200 : 503, JSON.stringify(state), 'application/json');
      },
    },
    {
      method: 'GET',
      path: '/metrics',
      async handle({ headers }, response) {
        if (metricsToken !== null && !isBearer(headers.authorization, metricsToken)) {
          response.setHeader('www-authenticate', 'Bearer');
          answer(response, 401, 'The metrics need the bearer token that METRICS_TOKEN holds.');
          return;
        }
        answer(response, 200, await metrics.text(), metrics.contentType);
      },
    },
  ];
}

/** Ends a response with a short text; a HEAD's body is left out by Node. */
export function answer(
  response: ServerResponse,
  status: number,
  text: string,
  contentType = 'text/plain; charset=utf-8',
): void {
  response.writeHead(status, { ...pageHeaders, 'content-type': contentType });
  response.end(`${text.trimEnd()}\n`);
}

/** Takes the same time whatever differs. */
function isBearer(authorization: string | undefined, token: string): boolean {
  const given = /^Bearer +(\S+) *$/i.exec(authorization ?? '')?.[1] ?? '';
  return timingSafeEqual(digest(given), digest(token));
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
