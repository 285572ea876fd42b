import type { Hono } from 'hono';
import type { Events } from '../deliver/events.ts';
import type { DeliveryLog } from '../deliver/log.ts';
import type { SocketMode } from '../deliver/socket.ts';
import type { Desk } from '../desk.ts';
import type { Fault } from '../faults.ts';
import { text } from '../../common/json.ts';
import { everyScope } from '../scopes.ts';
import type { Settings } from '../settings.ts';
import type { Json } from '../types.ts';
import { body } from '../../common/body.ts';
import { wrong } from '../../common/wrong.ts';

const CHOICES: { [K in keyof Omit<Settings, 'installed' | 'scopes'>]: Settings[K][] } = {
  emails: ['mailto', 'plain'],
  signature: ['valid', 'forged', 'stale'],
  strictRate: [true, false],
};

/** The workspace as a whole: what it is, how it misbehaves, what went to and fro, and how to begin anew. */
export function workspaceRoutes(
  routes: Hono,
  desk: Desk,
  log: DeliveryLog,
  events: Events,
  socket: SocketMode | undefined,
  reset: () => void,
): void {
  const { store, app, faults, settings } = desk;

  routes.get('/world', (c) =>
    c.json({
      ok: true,
      team: store.team,
      app: { id: app.appId, name: app.name, user: app.botUserId, command: app.command },
      delivery: socket === undefined ? 'http' : 'socket',
      connections: socket?.connections() ?? null,
      channels: store.channels().filter((channel) => channel.kind !== 'im'),
      deletedChannels: store.deletedChannels(),
      userGroups: store.userGroups,
      settings,
    }),
  );

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
    const { scopes, ...choices } = await body(c);
    if (scopes !== undefined) settings.scopes = scopesOf(scopes);
    for (const [name, value] of Object.entries(choices)) {
      const known: unknown[] | undefined = (CHOICES as Record<string, unknown[]>)[name];
      if (known === undefined) throw wrong(`There is no setting "${name}".`);
      if (!known.includes(value))
        throw wrong(`"${name}" is one of ${known.map((one) => JSON.stringify(one)).join(', ')}.`);
      Object.assign(settings, { [name]: value });
    }
    store.announce({ type: 'settings' });
    return c.json({ ok: true, settings });
  });

  routes.post('/socket/disconnect', async (c) => {
    if (socket === undefined) throw wrong('Socket Mode is off: start with --socket.');
    const reason = text((await body(c))['reason']) ?? 'refresh_requested';
    if (reason !== 'warning' && reason !== 'refresh_requested' && reason !== 'link_disabled') {
      throw wrong('reason is "warning", "refresh_requested" or "link_disabled".');
    }
    socket.disconnect(reason);
    return c.json({ ok: true });
  });

  routes.post('/events', async (c) => c.json(await events.emit(await body(c))));
  routes.post('/url-verification', async (c) => {
    const challenge = 'is this still you?';
    const payload = { token: app.verificationToken, challenge, type: 'url_verification' };
    const outcome = await desk.deliver('events_api', payload);
    const said = outcome.ok ? (outcome.answer?.['challenge'] ?? outcome.answer?.['text']) : undefined;
    return c.json({ ok: said === challenge });
  });

  routes.get('/deliveries', (c) => c.json({ ok: true, deliveries: log.list() }));
  routes.get('/calls', (c) => c.json({ ok: true, calls: desk.calls.list() }));
  routes.post('/reset', (c) => {
    reset();
    return c.json({ ok: true });
  });
}

/** The scopes that are granted from now on; null grants them all. */
function scopesOf(given: unknown): readonly string[] {
  if (given === null) return everyScope;
  if (!Array.isArray(given) || !given.every((one): one is string => typeof one === 'string')) {
    throw wrong('scopes is a list of scopes, or null for all.');
  }
  return given;
}

function faultOf(given: Json): Omit<Fault, 'id'> {
  const { method = '*', times = 1, status = 429, retryAfter, error, channel, page, applied = false } = given;
  if (typeof method !== 'string') throw wrong('method is a Web API method, "response_url" or "*".');
  if (times !== null && !(typeof times === 'number' && times >= 1))
    throw wrong('times is 1 or more, or null for always.');
  if (typeof status !== 'number' || status < 200 || status > 599)
    throw wrong('status is an HTTP status, as 429 or 503.');
  if (retryAfter !== undefined && typeof retryAfter !== 'number') throw wrong('retryAfter is a number of seconds.');
  if (error !== undefined && typeof error !== 'string') throw wrong("error is a method's error, as ratelimited.");
  if (channel !== undefined && typeof channel !== 'string') throw wrong('channel is the id of a channel.');
  if (status === 200 && error === undefined && page !== true) throw wrong('With status 200, say which error.');
  return { method, times, status, retryAfter, error, channel, page: page === true, applied: applied === true };
}
