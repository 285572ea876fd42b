import type { ServerResponse } from 'node:http';
import type { Mount } from './routes.ts';

/** Whether Latchkey can work, and what it waits for (`MongoDB`, `Redis`, `indexes` …). */
export type Ready = () => Promise<{ readonly ready: boolean; readonly waitingFor: readonly string[] }>;

export interface MetricsSource {
  text(): Promise<string>;
  readonly contentType: string;
}

/** What the listener serves itself: is it alive, can it work, how is it doing. */
export function ownPages(ready: Ready, metrics: MetricsSource): Mount[] {
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
      async handle(_, response) {
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
  response.writeHead(status, { 'content-type': contentType, 'cache-control': 'no-store' });
  response.end(`${text.trimEnd()}\n`);
}
