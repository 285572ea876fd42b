import type { Hono } from 'hono';
import { body } from '../../common/body.ts';
import { wrong } from '../../common/wrong.ts';
import { showAnew } from '../changes/guild.ts';
import type { Desk } from '../desk.ts';
import type { Fault } from '../faults.ts';
import type { Json } from '../types.ts';

/** How the local Discord misbehaves, what went to and fro, and how to begin anew. */
export function stateRoutes(routes: Hono, desk: Desk): void {
  const { store, faults, gateway, settings } = desk;

  routes.get('/faults', (c) => c.json({ ok: true, faults: faults.list() }));
  routes.post('/faults', async (c) => {
    const fault = faults.add(faultOf(await body(c)));
    store.announce({ type: 'settings' });
    return c.json({ ok: true, fault });
  });
  routes.delete('/faults/:id?', (c) => {
    const id = c.req.param('id');
    if (id === undefined) faults.clear();
    else faults.remove(id);
    store.announce({ type: 'settings' });
    return c.json({ ok: true });
  });

  routes.patch('/settings', async (c) => {
    const { patience = settings.patience, membersIntent = settings.membersIntent, ...others } = await body(c);
    const [strange] = Object.keys(others);
    if (strange !== undefined) throw wrong(`There is no setting "${strange}".`);
    if (typeof patience !== 'number' || patience < 1 || patience > 60_000) {
      throw wrong('"patience" is a number of milliseconds, from 1 to 60000.');
    }
    if (typeof membersIntent !== 'boolean') throw wrong('"membersIntent" must be a boolean.');
    Object.assign(settings, { patience, membersIntent });
    store.announce({ type: 'settings' });
    return c.json({ ok: true, settings });
  });

  routes.post('/gateway/disconnect', async (c) => {
    const { code, resumable = true, forMs = 0 } = await body(c);
    if (code !== undefined && !(typeof code === 'number' && (code === 1000 || (code >= 4000 && code <= 4999)))) {
      throw wrong('code is a close code of the Gateway: 1000, or 4000 to 4999.');
    }
    if (forMs !== null && !(typeof forMs === 'number' && forMs >= 0)) {
      throw wrong('forMs is a number of milliseconds, or null until POST /sandbox/gateway/connect.');
    }
    gateway.disconnect({ ...(code === undefined ? {} : { code }), resumable: resumable !== false, forMs });
    return c.json({ ok: true });
  });
  routes.post('/gateway/connect', (c) => {
    gateway.open();
    return c.json({ ok: true });
  });

  routes.post('/gateway/dispatch', async (c) => {
    const { event, data = null } = await body(c);
    if (typeof event !== 'string' || event === '') throw wrong('event is the name of an event, as INTERACTION_CREATE.');
    return c.json({ ok: true, connections: gateway.dispatch(event, 0, data) });
  });

  routes.post('/interactions/:id/expire', async (c) => {
    const interaction = desk.interactions.byId(c.req.param('id'));
    if (interaction === undefined) throw wrong('There is no such interaction (any more).', 404);
    if ((await body(c))['token'] === true) interaction.isTokenOld = true;
    else interaction.isLost = true;
    return c.json({ ok: true });
  });

  routes.get('/calls', (c) => c.json({ ok: true, calls: desk.calls.list() }));
  routes.get('/deliveries', (c) => c.json({ ok: true, deliveries: desk.deliveries.list() }));
  routes.post('/reset', (c) => {
    desk.interactions.clear();
    desk.modals.clear();
    desk.grants.clear();
    faults.clear();
    desk.calls.clear();
    desk.deliveries.clear();
    settings.membersIntent = true;
    store.reset();
    showAnew(desk);
    return c.json({ ok: true });
  });
}

function faultOf(given: Json): Omit<Fault, 'id'> {
  const { method = '*', times = 1, code, page, retryAfter, global, applied, delayMs = 0, hold } = given;
  const waitsOnly = hold === true || (typeof delayMs === 'number' && delayMs > 0);
  const status = given['status'] ?? (waitsOnly ? undefined : 429);
  if (typeof method !== 'string' || !/^(\*|[A-Za-z*]+ \/\S*)$/.test(method)) {
    throw wrong('method is a method and a route, as "PUT /guilds/:guild/members/:user/roles/:role", or "*".');
  }
  if (times !== null && !(typeof times === 'number' && times >= 1)) {
    throw wrong('times is 1 or more, or null for always.');
  }
  if (status !== undefined && !(typeof status === 'number' && status >= 400 && status <= 599)) {
    throw wrong('status is an HTTP status, as 429 or 503.');
  }
  if (code !== undefined && typeof code !== 'number') throw wrong('code is one of Discord’s numbers, as 50013.');
  if (retryAfter !== undefined && typeof retryAfter !== 'number') throw wrong('retryAfter is a number of seconds.');
  if (typeof delayMs !== 'number' || delayMs < 0) throw wrong('delayMs is a number of milliseconds.');
  return {
    method,
    times,
    ...(status === undefined ? {} : { status }),
    ...(code === undefined ? {} : { code }),
    ...(page === true ? { page } : {}),
    ...(retryAfter === undefined ? {} : { retryAfter }),
    global: global === true,
    applied: applied === true,
    delayMs,
    hold: hold === true,
  };
}
