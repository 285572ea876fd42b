import { MessageFlags } from 'discord-api-types/v10';
import type { Desk } from '../desk.ts';
import { messageShape } from '../shapes/message.ts';
import { userShape } from '../shapes/user.ts';
import { asSnowflake } from '../snowflake.ts';
import type { AuditEntry, Channel, Json, Message, Role, User } from '../types.ts';
import { sees, seesChannel } from './look-up.ts';

/** The channels that a person has in their list: the guild's, and the direct message once there is one. */
export function channelsFor(desk: Desk, user: User): Channel[] {
  return desk.store.channels.values().filter((channel) => seesChannel(desk, user, channel));
}

/** A channel for the page, as this person has it: unread counts what others said since they last looked. */
export function channelForPage({ store }: Desk, user: User, channel: Channel): Json {
  const readUpTo = asSnowflake(store.readUpTo(user.id, channel.id)) ?? 0n;
  const visible = store.messages(channel.id).filter((message) => sees(user, message));
  const unread = visible.filter(({ author, id }) => author !== user.id && (asSnowflake(id) ?? 0n) > readUpTo).length;
  const { id, name, kind, appMayView, appMayWrite } = channel;
  return {
    id,
    name,
    kind,
    private: channel.private,
    appMayView,
    appMayWrite,
    unread,
    latest: visible.at(-1)?.id ?? null,
  };
}

/** A person for the page. */
export function personForPage(desk: Desk, user: User): Json {
  const roles = highestFirst(desk.store.roles.values()).filter((role) => user.roles.includes(role.id));
  const channels = channelsFor(desk, user).map((channel) => channelForPage(desk, user, channel));
  const sum = (of: Json[]): number => of.reduce((total, one) => total + Number(one['unread']), 0);
  return {
    id: user.id,
    username: user.username,
    name: user.nick ?? user.globalName,
    globalName: user.globalName,
    nick: user.nick,
    email: user.email,
    verified: user.verified,
    roles: roles.map(({ id, name, color }) => ({ id, name, color })),
    isMember: user.isMember,
    joinedAt: user.isMember ? user.joinedAt : null,
    dmsClosed: user.dmsClosed,
    unread: sum(channels),
    direct: sum(channels.filter((one) => one['kind'] === 'dm')),
  };
}

/** A message for the page: Discord's own shape, and what this person's client knows besides. */
export function messageForPage(desk: Desk, message: Message): Json {
  const { cause, only } = message;
  const user = desk.store.users.get(cause?.user ?? '');
  const { interaction: _named, ...shape } = messageShape(desk, message);
  const state = stateOf(desk, message);
  return {
    ...shape,
    ephemeral: only !== undefined,
    ...(only === undefined ? {} : { forUser: only }),
    ...(cause === undefined || cause.name === '' || user === undefined
      ? {}
      : { interaction: { name: cause.name, user: userShape(user) } }),
    ...(state === undefined ? {} : { state }),
  };
}

/** What thinks longer than its token lives has failed, as Discord's client shows it. */
function stateOf(desk: Desk, message: Message): 'thinking' | 'failed' | undefined {
  if (message.failed === true) return 'failed';
  if ((message.flags & MessageFlags.Loading) === 0) return undefined;
  const interaction = desk.interactions.byToken(message.cause?.token ?? '');
  return interaction !== undefined && desk.interactions.isTokenAlive(interaction) ? 'thinking' : 'failed';
}

export function roleForPage({ store }: Desk, role: Role): Json {
  const { id, name, color, position, managed } = role;
  const members = store.users.values().filter((user) => user.isMember);
  const isEveryone = id === store.guild.id;
  const holders = isEveryone ? members.length : members.filter((user) => user.roles.includes(id)).length;
  return { id, name, color, position, managed, holders };
}

export function highestFirst(roles: Role[]): Role[] {
  return [...roles].sort((a, b) => b.position - a.position);
}

export function auditForPage({ store }: Desk, entry: AuditEntry): Json {
  const named = (id: string): Json => {
    const user = store.users.get(id);
    return { id, username: user?.username ?? id, name: user?.nick ?? (user?.globalName || user?.username) ?? id };
  };
  const { id, action, role, reason, at } = entry;
  return { id, action, user: named(entry.user), target: named(entry.target), role, reason, at };
}
