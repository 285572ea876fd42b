import type { Hono } from 'hono';
import { applicationRoutes } from './application.ts';
import { MODES } from '../answers.ts';
import { receiverRoutes } from './receiver.ts';

export interface SystemsOptions {
  latchkeyUrl: string;
  /** Of the endpoint: `whsec_…`. */
  webhookSecret: string;
  /** Of the client of the decision API. */
  clientToken: string;
  /** The inbound hook: its id in latchkey.yml and its secret. */
  hook: { id: string; secret: string };
}

/**
 * The other systems that the page plays: a receiver of events, an application that enforces the decision API, and what one
 * needs to send something in.
 * @returns what makes them forget everything
 */
export function systemsRoutes(
  routes: Hono,
  { latchkeyUrl, webhookSecret, clientToken, hook }: SystemsOptions,
  product: { id: string; name: string },
): () => void {
  const receiver = receiverRoutes(routes, webhookSecret);
  const forgetTasks = applicationRoutes(routes, { latchkeyUrl, token: clientToken, product });

  routes.get('/systems/state', (c) =>
    c.json({ ok: true, mode: receiver.mode(), received: receiver.received(), product, hook, latchkeyUrl }),
  );
  routes.post('/systems/mode', async (c) => {
    const { mode } = await c.req.json<{ mode?: unknown }>();
    const known = MODES.find((one) => one === mode);
    if (known === undefined) return c.json({ error: `mode is one of ${MODES.join(', ')}.` }, 400);
    receiver.change(known);
    return c.json({ ok: true });
  });
  return () => {
    receiver.change('accept');
    receiver.clear();
    forgetTasks();
  };
}
