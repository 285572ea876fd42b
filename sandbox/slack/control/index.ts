import { Hono } from 'hono';
import type { Events } from '../deliver/events.ts';
import type { DeliveryLog } from '../deliver/log.ts';
import type { SocketMode } from '../deliver/socket.ts';
import type { Desk } from '../desk.ts';
import type { Chosen } from '../interact/actions.ts';
import { conversationRoutes } from './conversations.ts';
import { lifecycleRoutes } from './lifecycle.ts';
import { modalRoutes } from './modals.ts';
import { peopleRoutes } from './people.ts';
import { streamRoutes } from '../../common/stream.ts';
import { workspaceRoutes } from './workspace.ts';
import { isWrong } from '../../common/wrong.ts';

export interface ControlOptions {
  desk: Desk;
  log: DeliveryLog;
  events: Events;
  /** Absent where Socket Mode is off. */
  socket: SocketMode | undefined;
  /** Ends the streams of changes. */
  stopped: AbortSignal;
}

/** The control API, for the page and for tests: everything that people do in Slack, and everything that befalls it. */
export function createControl({ desk, log, events, socket, stopped }: ControlOptions): Hono {
  const routes = new Hono();
  const chosen: Chosen = new Map();
  const reset = (): void => {
    chosen.clear();
    desk.modals.clear();
    desk.faults.clear();
    desk.calls.clear();
    desk.settings.installed = true;
    log.clear();
    desk.store.reset();
  };
  peopleRoutes(routes, desk, events);
  conversationRoutes(routes, desk, chosen, events);
  modalRoutes(routes, desk);
  lifecycleRoutes(routes, desk, events);
  workspaceRoutes(routes, desk, log, events, socket, reset);
  streamRoutes(routes, desk.store, stopped);
  routes.notFound((c) =>
    c.json({ ok: false, error: `There is no ${c.req.method} ${c.req.path}: see sandbox/slack/README.md.` }, 404),
  );
  routes.onError((error, c) => {
    if (isWrong(error)) return c.json({ ok: false, error: error.message }, error.status);
    console.error(error);
    return c.json({ ok: false, error: `The sandbox itself failed: ${error.message}` }, 500);
  });
  return routes;
}
