import type { Desk } from '../desk.ts';
import type { Chosen } from '../interact/actions.ts';
import { messageValues } from '../interact/actions.ts';
import type { Channel, Json, Message, User, View } from '../types.ts';
import { sees } from './look-up.ts';

/** A person for the page. */
export function personShape({ store, app }: Desk, user: User): Json {
  return { ...user, isApp: user.id === app.botUserId, isStranger: user.teamId !== store.team.id };
}

/** A conversation for the page, as this person has it: unread counts what others said since they last looked. */
export function conversationShape({ store }: Desk, user: User, channel: Channel): Json {
  const readUpTo = Number(store.readUpTo(user.id, channel.id));
  const visible = store.messages(channel.id).filter((message) => sees(user, message));
  const unread = visible.filter((message) => message.author !== user.id && Number(message.ts) > readUpTo).length;
  const { id, name, kind, shared, members, app, archived = false } = channel;
  return { id, name, kind, shared, app, archived, members: members.length, unread, latest: visible.at(-1)?.ts ?? null };
}

/** A message for the page, with what this person chose in it. */
export function messageForPage(chosen: Chosen, user: User, message: Message): Json {
  return { ...message, isEphemeral: message.only !== undefined, values: messageValues(chosen, user, message) };
}

/** An open modal or a Home tab for the page. */
export function viewForPage({ modals }: Desk, view: View): Json {
  const { id, type, blocks, content, hash, previousId } = view;
  const { title, submit, close, callback_id } = content;
  return { id, type, title, submit, close, callback_id, blocks, hash, previousId, values: modals.values(view) };
}

/** The conversations that a person has in their list: their channels, and the direct message once there is one. */
export function conversationsOf({ store }: Desk, user: User): Channel[] {
  return store.channels().filter((channel) => channel.members.includes(user.id));
}
