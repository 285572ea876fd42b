import type { Hono } from 'hono';
import { body } from '../../common/body.ts';
import { wrong } from '../../common/wrong.ts';
import { text } from '../../common/json.ts';
import { expel, invite } from '../changes/app.ts';
import { removeChannel, removeRole, saveChannel, saveRole } from '../changes/guild.ts';
import type { Desk } from '../desk.ts';
import { commandShape } from '../shapes/command.ts';
import { byId } from '../snowflake.ts';
import type { Role } from '../types.ts';
import { anyChannelBy, roleBy } from './look-up.ts';
import { auditForPage, highestFirst, roleForPage } from './shapes.ts';

/** The guild as a whole: what it is, its roles, channels and audit log. */
export function guildRoutes(routes: Hono, desk: Desk): void {
  const { store, app, gateway, settings } = desk;

  routes.get('/world', (c) =>
    c.json({
      ok: true,
      guild: store.guild,
      app: { id: app.id, name: app.name, user: app.id, inGuild: store.users.get(app.id)?.isMember === true },
      channels: store.channels.values().filter((channel) => channel.kind === 'text'),
      deletedChannels: store.deletedChannels(),
      roles: highestFirst(store.roles.values()).map((role) => roleForPage(desk, role)),
      commands: store.commands.values().map((command) => commandShape(desk, command)),
      gateway: { connections: gateway.connections(), open: gateway.isOpen(), sessions: gateway.sessions() },
      settings,
      oauth2: { tokens: desk.grants.live() },
    }),
  );

  routes.post('/roles', async (c) => {
    const given = await body(c);
    const name = text(given['name']);
    if (name === undefined) throw wrong('A role needs a name.');
    const color = typeof given['color'] === 'number' ? given['color'] : 0;
    const made: Role = { id: store.nextId(), name, color, position: 0, managed: false, permissions: '0' };
    place(desk, made, typeof given['position'] === 'number' ? given['position'] : 1);
    return c.json({ ok: true, role: roleForPage(desk, roleBy(desk, made.id)) });
  });

  routes.patch('/roles/:role', async (c) => {
    const role = roleBy(desk, c.req.param('role'));
    const given = await body(c);
    for (const [field, kind] of Object.entries({ name: 'string', color: 'number', position: 'number' })) {
      if (given[field] !== undefined && typeof given[field] !== kind) throw wrong(`"${field}" must be a ${kind}.`);
    }
    const named: Role = {
      ...role,
      name: text(given['name']) ?? role.name,
      color: (given['color'] as number | undefined) ?? role.color,
    };
    if (typeof given['position'] === 'number') place(desk, named, given['position']);
    else saveRole(desk, named);
    return c.json({ ok: true, role: roleForPage(desk, roleBy(desk, role.id)) });
  });

  routes.delete('/roles/:role', (c) => {
    const role = roleBy(desk, c.req.param('role'));
    if (role.managed) throw wrong(`The role ${role.name} belongs to the app and goes only with it.`);
    removeRole(desk, role);
    return c.json({ ok: true });
  });

  routes.patch('/channels/:channel', async (c) => {
    const channel = anyChannelBy(desk, c.req.param('channel'));
    const changes: Partial<Pick<typeof channel, 'appMayView' | 'appMayWrite'>> = {};
    for (const [field, value] of Object.entries(await body(c))) {
      if (field !== 'appMayView' && field !== 'appMayWrite') throw wrong(`A channel has no "${field}" to change.`);
      if (typeof value !== 'boolean') throw wrong(`"${field}" must be a boolean.`);
      changes[field] = value;
    }
    return c.json({ ok: true, channel: saveChannel(desk, { ...channel, ...changes }) });
  });

  routes.delete('/channels/:channel', (c) => {
    const channel = anyChannelBy(desk, c.req.param('channel'));
    if (channel.kind === 'dm') throw wrong('A direct message stays: close it with dmsClosed.');
    removeChannel(desk, channel);
    return c.json({ ok: true });
  });

  /** What Discord itself doesn't offer: a deleted channel comes back, empty, so that one can go on. */
  routes.post('/channels/:channel/put-back', (c) => {
    const wanted = c.req.param('channel');
    const channel = store.deletedChannels().find(({ id }) => id === wanted);
    if (channel === undefined) throw wrong(`No channel ${wanted} was deleted.`, 404);
    return c.json({ ok: true, channel: saveChannel(desk, channel) });
  });

  routes.post('/app', async (c) => {
    const { inGuild } = await body(c);
    if (typeof inGuild !== 'boolean') throw wrong('inGuild is true or false.');
    if (inGuild) invite(desk);
    else expel(desk);
    store.announce({ type: 'users' });
    return c.json({ ok: true });
  });

  routes.get('/audit-log', (c) => {
    const entries = store.audit.values().sort(byId).reverse();
    return c.json({ ok: true, entries: entries.map((entry) => auditForPage(desk, entry)) });
  });
}

/** Puts a role at a position from 1, and numbers the others around it anew: no two share one. */
function place(desk: Desk, role: Role, position: number): void {
  const { store } = desk;
  const lowestFirst = highestFirst(store.roles.values())
    .reverse()
    .filter((one) => one.id !== store.guild.id && one.id !== role.id);
  const at = Math.min(Math.max(1, Math.round(position)), lowestFirst.length + 1) - 1;
  for (const [n, one] of [...lowestFirst.slice(0, at), role, ...lowestFirst.slice(at)].entries()) {
    if (one === role || one.position !== n + 1) saveRole(desk, { ...one, position: n + 1 });
  }
}
