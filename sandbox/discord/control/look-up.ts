import { array } from '../../common/json.ts';
import { wrong } from '../../common/wrong.ts';
import type { Desk } from '../desk.ts';
import { permissionsOf } from '../permissions.ts';
import { PermissionFlagsBits } from 'discord-api-types/v10';
import type { Channel, Message, Role, User } from '../types.ts';

/** A person by id, username (with or without `@`) or e-mail. */
export function userBy({ store }: Desk, given: string | undefined): User {
  const wanted = (given ?? '').toLowerCase().replace(/^@/, '');
  const user = store.users
    .values()
    .find((one) => [one.id, one.username, one.email].some((known) => known?.toLowerCase() === wanted));
  if (user === undefined) throw wrong(`Nobody here is ${given ?? 'without a name'}: see GET /sandbox/personas.`, 404);
  return user;
}

/** A channel by id or name, whoever asks. */
export function anyChannelBy({ store }: Desk, given: string | undefined): Channel {
  const wanted = (given ?? '').replace(/^#/, '');
  const channel =
    store.channels.get(wanted) ?? store.channels.values().find((one) => one.kind === 'text' && one.name === wanted);
  if (channel === undefined) throw wrong(`There is no channel ${wanted}: see GET /sandbox/world.`, 404);
  return channel;
}

/** A channel that this person sees, by id or name; `app` is the direct message with the app. */
export function channelBy(desk: Desk, user: User, given: string | undefined): Channel {
  if (given === 'app') return desk.store.directWith(user.id);
  const channel = anyChannelBy(desk, given);
  if (!seesChannel(desk, user, channel)) {
    throw wrong(
      `${user.globalName} does not see #${channel.name || channel.id}: see GET /sandbox/users/${user.id}/channels.`,
    );
  }
  return channel;
}

/** Whether a channel is in this person's list. */
export function seesChannel({ store }: Desk, user: User, channel: Channel): boolean {
  if (channel.kind === 'dm') return channel.members.includes(user.id);
  if (!user.isMember) return false;
  const may = permissionsOf(user, store.roles.values(), store.guild.id);
  return !channel.private || channel.members.includes(user.id) || (may & PermissionFlagsBits.Administrator) !== 0n;
}

/** Whether this person sees a message. */
export function sees(user: User, message: Message): boolean {
  return message.only === undefined || message.only === user.id;
}

export function messageBy(desk: Desk, user: User, channel: Channel, given: string | undefined): Message {
  const message = desk.store.message(channel.id, given ?? '');
  if (message === undefined || !sees(user, message)) throw wrong('This message is not there (any more).', 404);
  return message;
}

/** A role by id or name; never `@everyone`. */
export function roleBy({ store }: Desk, given: string | undefined): Role {
  const wanted = (given ?? '').toLowerCase().replace(/^@/, '');
  const roles = store.roles.values().filter((role) => role.id !== store.guild.id);
  const role = roles.find((one) => one.id === wanted) ?? roles.find((one) => one.name.toLowerCase() === wanted);
  if (role === undefined) throw wrong(`There is no role ${given ?? 'without a name'}: see GET /sandbox/world.`, 404);
  return role;
}

/** The words of a path: a list, or one text. */
export function wordsOf(given: unknown): string[] {
  return typeof given === 'string' ? given.split(/\s+/).filter(Boolean) : array(given).map(String);
}
