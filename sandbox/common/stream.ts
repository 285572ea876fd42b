import type { Hono } from 'hono';
import { streamSSE } from 'hono/streaming';

/** Whatever announces its changes. */
interface Watched {
  watch(hear: (notice: { readonly type: string }) => void): () => void;
}

const KEEP_ALIVE_MS = 15_000;

/** `GET /events`: server-sent events, one for everything that changes. */
export function streamRoutes(routes: Hono, store: Watched, stopped: AbortSignal): void {
  routes.get('/events', (c) =>
    streamSSE(c, async (stream) => {
      const ended = new Promise<void>((resolve) => {
        stream.onAbort(() => resolve());
        stopped.addEventListener('abort', () => resolve(), { once: true });
      });
      const unwatch = store.watch((notice) => {
        void stream.writeSSE({ event: notice.type, data: JSON.stringify(notice) });
      });
      const keepAlive = setInterval(() => void stream.write(': still here\n\n'), KEEP_ALIVE_MS);
      await stream.writeSSE({ event: 'hello', data: '{}' });
      await ended;
      clearInterval(keepAlive);
      unwatch();
    }),
  );
}
