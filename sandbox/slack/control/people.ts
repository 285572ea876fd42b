import type { Hono } from 'hono';
import type { Desk } from '../desk.ts';
import type { Events } from '../deliver/events.ts';
import { newId } from '../ids.ts';
import { userOf } from '../seed.ts';
import { userShape } from '../shapes/user.ts';
import type { Json, User } from '../types.ts';
import { body } from '../../common/body.ts';
import { userBy } from './look-up.ts';
import { conversationShape, conversationsOf, personShape } from './shapes.ts';
import { wrong } from '../../common/wrong.ts';

/** People: who is here, what changes about them. */
export function peopleRoutes(routes: Hono, desk: Desk, events: Events): void {
  const { store } = desk;

  const save = async (user: User): Promise<Json> => {
    const changed = { ...user, updated: Math.floor(desk.now() / 1000) };
    store.saveUser(changed);
    const at = store.nextStamp();
    const shape = userShape(changed, store.team.id);
    await events.emit({ type: 'user_change', user: shape, cache_ts: changed.updated, event_ts: at });
    return { ok: true, user: personShape(desk, changed) };
  };

  routes.get('/users', (c) => c.json({ ok: true, users: store.users().map((user) => personShape(desk, user)) }));

  routes.get('/personas', (c) => {
    const people = store.users().filter((user) => !user.bot);
    const personas = people.map((user) => {
      const conversations = conversationsOf(desk, user).map((channel) => conversationShape(desk, user, channel));
      const direct = conversations.filter((one) => one['kind'] === 'im');
      const unread = conversations.reduce((sum, one) => sum + Number(one['unread']), 0);
      return {
        ...personShape(desk, user),
        unread,
        direct: direct.reduce((sum, one) => sum + Number(one['unread']), 0),
      };
    });
    return c.json({ ok: true, personas });
  });

  routes.post('/users', async (c) => {
    const given = await body(c);
    const { name, realName, email } = given;
    if (typeof realName !== 'string' || realName === '') throw wrong('A person needs a realName.');
    const handle = typeof name === 'string' && name !== '' ? name : realName.toLowerCase().replace(/[^a-z0-9]+/g, '.');
    if (store.users().some((one) => one.name === handle))
      throw wrong(`The handle ${handle} is taken: give another name.`);
    const known = typeof email === 'string' && email !== '' ? { email } : {};
    const id = typeof given['id'] === 'string' ? given['id'] : newId('U');
    const user = userOf({ id, name: handle, realName, ...known }, store.team.id, desk.now());
    const changes = changesOf(given);
    for (const channel of store.channels()) {
      if (channel.kind === 'public' && changes.guest === undefined) {
        store.saveChannel({ ...channel, members: [...channel.members, user.id] });
      }
    }
    return c.json(await save({ ...user, ...changes }));
  });

  routes.patch('/users/:user', async (c) => {
    const user = userBy(desk, c.req.param('user'));
    return c.json(await save(changed(user, changesOf(await body(c)))));
  });

  routes.patch('/users/:user/channels/:channel', async (c) => {
    const user = userBy(desk, c.req.param('user'));
    const channel = store.channel(c.req.param('channel'));
    if (channel === undefined || channel.kind === 'im') throw wrong('There is no such channel.', 404);
    const { member } = await body(c);
    if (user.id === desk.app.botUserId) throw wrong('The app comes and goes by PATCH /sandbox/channels/CHANNEL {app}.');
    const others = channel.members.filter((id) => id !== user.id);
    store.saveChannel({ ...channel, members: member === true ? [...others, user.id] : others });
    return c.json({ ok: true });
  });
}

/** The fields of a person that can be changed; null takes an optional one away. */
function changesOf(given: Json): Partial<User> {
  const changes: Json = {};
  const kinds: Record<string, string> = {
    email: 'string',
    realName: 'string',
    name: 'string',
    title: 'string',
    teamId: 'string',
    enterpriseId: 'string',
    deleted: 'boolean',
    emailConfirmed: 'boolean',
    bot: 'boolean',
  };
  for (const [field, value] of Object.entries(given)) {
    if (field === 'guest') {
      if (value !== null && value !== 'restricted' && value !== 'ultra') {
        throw wrong('guest is "restricted", "ultra" or null.');
      }
      changes['guest'] = value ?? undefined;
    } else if (field !== 'id') {
      if (kinds[field] === undefined) throw wrong(`A person has no "${field}".`);
      if (value !== null && typeof value !== kinds[field]) throw wrong(`"${field}" must be a ${kinds[field]}.`);
      changes[field] = value ?? undefined;
    }
  }
  return changes;
}

function changed(user: User, changes: Partial<User>): User {
  const merged: Json = { ...user, ...changes };
  return Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== undefined)) as unknown as User;
}
