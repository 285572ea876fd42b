import { serve } from '@hono/node-server';
import { Hono } from 'hono';

/** A bare hono handler that reads a body of JSON and answers a constant: what the decision API is measured beside. */
const app = new Hono();
app.post('/access/v1/evaluation', async ({ req, json }) => {
  await req.json();
  return json({ decision: true });
});
serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) => process.stdout.write(`${port}\n`));
