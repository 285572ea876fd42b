import type { Desk } from '../desk.ts';
import { refusal } from '../refusal.ts';
import type { Channel, User } from '../types.ts';

/** A conversation that the app may see: of a private one it must be a member. @throws a refusal: channel_not_found */
export function visibleChannel({ store }: Desk, id: string | undefined): Channel {
  const channel = store.channel(id ?? '');
  if (channel === undefined || (!channel.app && channel.kind !== 'public')) throw refusal('channel_not_found');
  return channel;
}

/** A conversation that the app is a member of. @throws a refusal: channel_not_found, not_in_channel */
export function joinedChannel(desk: Desk, id: string | undefined): Channel {
  const channel = visibleChannel(desk, id);
  if (!channel.app) throw refusal('not_in_channel');
  return channel;
}

/** A conversation that the app can write to. @throws a refusal: channel_not_found, not_in_channel, is_archived */
export function writableChannel(desk: Desk, id: string | undefined): Channel {
  const channel = joinedChannel(desk, id);
  if (channel.archived === true) throw refusal('is_archived');
  return channel;
}

/** Where to post: a conversation's id, or a person's, which means the direct message with them. */
export function postingChannel(desk: Desk, id: string | undefined): Channel {
  const user = desk.store.user(id ?? '');
  return user === undefined ? writableChannel(desk, id) : desk.store.directWith(reachable(user).id);
}

/** A person to whom the app can write. @throws a refusal: cannot_dm_bot, user_disabled */
export function reachable(user: User): User {
  if (user.bot) throw refusal('cannot_dm_bot');
  if (user.deleted) throw refusal('user_disabled');
  return user;
}
