import type { Hono } from 'hono';
import { body } from '../../common/body.ts';
import { wrong } from '../../common/wrong.ts';
import { array, isObject } from '../../common/json.ts';
import { saveChannel } from '../changes/guild.ts';
import { join, leave, saveUser, setRole } from '../changes/members.ts';
import type { Desk } from '../desk.ts';
import { userOf } from '../seed.ts';
import { asSnowflake } from '../snowflake.ts';
import type { Json, User } from '../types.ts';
import { anyChannelBy, roleBy, userBy } from './look-up.ts';
import { personForPage } from './shapes.ts';

/** People: who is here, what changes about them, and their roles. */
export function peopleRoutes(routes: Hono, desk: Desk): void {
  const { store } = desk;
  const user = (given: string | undefined) => userBy(desk, given);

  routes.get('/personas', (c) => {
    const people = store.users.values().filter((one) => !one.bot);
    return c.json({ ok: true, personas: people.map((one) => personForPage(desk, one)) });
  });

  routes.post('/users', async (c) => {
    const given = await body(c);
    const { globalName, username, email, verified, roles, joined, id } = given;
    if (typeof globalName !== 'string' || globalName === '') throw wrong('A person needs a globalName.');
    const handle = typeof username === 'string' && username !== '' ? username : plain(globalName);
    if (store.users.values().some((one) => one.username === handle)) {
      throw wrong(`The username ${handle} is taken: give another one.`);
    }
    if (id !== undefined && (typeof id !== 'string' || asSnowflake(id) === undefined)) {
      throw wrong('An id is a snowflake: digits alone, as a text.');
    }
    if (store.users.get(String(id)) !== undefined) throw wrong(`The id ${String(id)} is taken: give another one.`);
    const made = userOf(
      {
        id: id ?? store.nextId(),
        username: handle,
        globalName,
        ...(typeof email === 'string' && email !== '' ? { email } : {}),
        verified: verified !== false,
        roles: [],
        joined: false,
      },
      desk.now(),
    );
    store.users.set(made.id, made);
    if (joined !== false) {
      const member = join(desk, made);
      const wanted = array(roles).map((role) => roleBy(desk, String(role)).id);
      if (wanted.length > 0) saveUser(desk, { ...member, roles: wanted });
    }
    return c.json({ ok: true, user: personForPage(desk, user(made.id)) });
  });

  routes.patch('/users/:user', async (c) => {
    const given = await body(c);
    const { channelAccess, ...changes } = given;
    const changed = changedUser(user(c.req.param('user')), changes);
    if (isObject(channelAccess)) setAccess(desk, changed, channelAccess);
    else if (channelAccess !== undefined) throw wrong('channelAccess is {CHANNEL: true or false}.');
    saveUser(desk, changed);
    return c.json({ ok: true, user: personForPage(desk, changed) });
  });

  routes.post('/users/:user/leave', (c) =>
    c.json({ ok: true, user: personForPage(desk, leave(desk, user(c.req.param('user')))) }),
  );
  routes.post('/users/:user/join', (c) =>
    c.json({ ok: true, user: personForPage(desk, join(desk, user(c.req.param('user')))) }),
  );

  for (const [method, isWanted] of [
    ['PUT', true],
    ['DELETE', false],
  ] as const) {
    routes.on(method, '/users/:user/roles/:role', async (c) => {
      const given = await body(c);
      const person = user(c.req.param('user'));
      const role = roleBy(desk, c.req.param('role'));
      if (!person.isMember) throw wrong(`${person.globalName} is not in the guild.`);
      if (role.managed) throw wrong(`The role ${role.name} belongs to the app: nobody gives or takes it.`);
      const by = typeof given['by'] === 'string' ? user(given['by']) : ownerOf(desk);
      const reason = typeof given['reason'] === 'string' ? given['reason'] : null;
      const changed = setRole(desk, person, role, isWanted, { user: by.id, reason });
      return c.json({ ok: true, user: personForPage(desk, changed) });
    });
  }
}

/** Who changes something by hand unless somebody is named: the owner of the server, or its first member. */
function ownerOf(desk: Desk): User {
  const people = desk.store.users.values().filter((user) => user.isMember && !user.bot);
  const top = desk.store.roles
    .values()
    .reduce((best, role) => (role.position > best.position && !role.managed ? role : best));
  const owner = people.find((user) => user.roles.includes(top.id)) ?? people[0];
  if (owner === undefined) throw wrong('Nobody is in the guild who could do this: name somebody with by.');
  return owner;
}

const KINDS: Record<string, 'string' | 'boolean'> = {
  globalName: 'string',
  username: 'string',
  nick: 'string',
  email: 'string',
  verified: 'boolean',
  dmsClosed: 'boolean',
};
const REMOVABLE = ['nick', 'email'];

function changedUser(user: User, changes: Json): User {
  for (const [field, value] of Object.entries(changes)) {
    const kind = KINDS[field];
    if (kind === undefined) throw wrong(`A person has no "${field}": see sandbox/discord/README.md.`);
    if (value === null && REMOVABLE.includes(field)) continue;
    if (typeof value !== kind) throw wrong(`"${field}" must be a ${kind}.`);
  }
  const changed = { ...user, ...changes };
  return changed.email === null ? { ...changed, verified: false } : changed;
}

function setAccess(desk: Desk, user: User, access: Json): void {
  for (const [name, isWanted] of Object.entries(access)) {
    const channel = anyChannelBy(desk, name);
    if (!channel.private || channel.kind === 'dm') throw wrong(`#${channel.name} is open to everyone in the guild.`);
    if (typeof isWanted !== 'boolean') throw wrong('channelAccess is {CHANNEL: true or false}.');
    const others = channel.members.filter((id) => id !== user.id);
    saveChannel(desk, { ...channel, members: isWanted ? [...others, user.id] : others });
  }
}

const plain = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '.')
    .replace(/^\.+|\.+$/g, '') || 'user';
