import { timingSafeEqual } from 'node:crypto';
import type { Hono } from 'hono';
import { bearerToken, tokenDigest } from '../lib/bearer.ts';
import type { Env } from './api.ts';
import { page } from './page.ts';

/** Whether Latchkey can work, and what it waits for (`MongoDB`, `Redis`, `indexes` …). */
export type Ready = () => Promise<{ readonly ready: boolean; readonly waitingFor: readonly string[] }>;

export interface MetricsSource {
  text(): Promise<string>;
  readonly contentType: string;
}

export interface OwnPages {
  readonly ready: Ready;
  readonly metrics: MetricsSource;
  /** What `/metrics` requires as a bearer token; nothing unless given. */
  readonly metricsToken?: string | null;
}

/** What the listener serves itself: is it alive, can it work, how is it doing. */
export function addOwnPages(app: Hono<Env>, { ready, metrics, metricsToken = null }: OwnPages): readonly string[] {
  app.get('/healthz', () => page(200, 'ok'));
  app.get('/readyz', async () => {
    const state = await ready();
    return page(state.ready ? 200 : 503, JSON.stringify(state), { 'content-type': 'application/json' });
  });
  app.get('/metrics', async ({ req }) => {
    if (metricsToken !== null && !isBearer(req.header('authorization'), metricsToken)) {
      const sentence = 'The metrics need the bearer token that METRICS_TOKEN holds.';
      return page(401, sentence, { 'www-authenticate': 'Bearer' });
    }
    return page(200, await metrics.text(), { 'content-type': metrics.contentType });
  });
  return ['/healthz', '/readyz', '/metrics'];
}

/** Takes the same time whatever differs. */
function isBearer(authorization: string | undefined, token: string): boolean {
  return timingSafeEqual(tokenDigest(bearerToken(authorization) ?? ''), tokenDigest(token));
}
