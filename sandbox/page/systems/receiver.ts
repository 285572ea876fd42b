import type { Hono } from 'hono';
import { Webhook } from 'standardwebhooks';
import type { Mode, Received } from '../answers.ts';

export interface Receiver {
  mode: () => Mode;
  received: () => Received[];
  /** How it answers from now on; what hangs is let go. */
  change: (mode: Mode) => void;
  clear: () => void;
}

const MOST = 50;
const STATUS = { accept: 200, fail: 500, gone: 410 } as const;

/**
 * A system that receives Latchkey's events, as the docs show it: it verifies each delivery with the stock Standard Webhooks
 * library, and answers as it's told to.
 */
export function receiverRoutes(routes: Hono, secret: string): Receiver {
  const webhook = new Webhook(secret);
  let mode: Mode = 'accept';
  let received: Received[] = [];
  let release: () => void = () => undefined;

  routes.post('/systems/receiver', async (c) => {
    const body = await c.req.text();
    const one: Received = { ...read(webhook, body, c.req.header()), at: Date.now(), status: null };
    received = [...received, one].slice(-MOST);
    if (!one.verified) return c.body(null, (one.status = 401));
    if (mode === 'hang') {
      const { signal } = c.req.raw;
      await new Promise<void>((resolve) => {
        const before = release;
        release = () => {
          before();
          resolve();
        };
        signal.addEventListener('abort', () => resolve(), { once: true });
      });
    }
    return c.body(null, (one.status = mode === 'hang' ? 504 : STATUS[mode]));
  });

  return {
    mode: () => mode,
    received: () => received,
    change: (next) => {
      mode = next;
      release();
      release = () => undefined;
    },
    clear: () => {
      received = [];
    },
  };
}

function read(
  webhook: Webhook,
  body: string,
  headers: Record<string, string>,
): Pick<Received, 'id' | 'type' | 'verified' | 'data'> {
  const id = headers['webhook-id'] ?? '';
  try {
    const { type, data } = webhook.verify(body, headers) as { type: string; data: unknown };
    return { id, type, data, verified: true };
  } catch (error) {
    return { id, type: error instanceof Error ? error.message : 'not verified', data: null, verified: false };
  }
}
