import { Hono } from 'hono';
import { isWrong } from '../../common/wrong.ts';
import type { Desk } from '../desk.ts';
import { conversationRoutes } from './conversations.ts';
import { guildRoutes } from './guild.ts';
import { modalRoutes } from './modals.ts';
import { peopleRoutes } from './people.ts';
import { stateRoutes } from './state.ts';
import { streamRoutes } from '../../common/stream.ts';

/**
 * The control API, for the page and for tests: everything that people do in Discord, and everything that befalls it.
 * @param stopped ends the streams of changes
 */
export function createControl(desk: Desk, stopped: AbortSignal): Hono {
  const routes = new Hono();
  guildRoutes(routes, desk);
  peopleRoutes(routes, desk);
  conversationRoutes(routes, desk);
  modalRoutes(routes, desk);
  stateRoutes(routes, desk);
  streamRoutes(routes, desk.store, stopped);
  routes.all('/*', (c) =>
    c.json({ ok: false, error: `There is no ${c.req.method} ${c.req.path}: see sandbox/discord/README.md.` }, 404),
  );
  routes.onError((error, c) => {
    if (isWrong(error)) return c.json({ ok: false, error: error.message }, error.status);
    console.error(error);
    return c.json({ ok: false, error: `The sandbox itself failed: ${error.message}` }, 500);
  });
  return routes;
}
