import { MessageFlags } from 'discord-api-types/v10';
import { idText, isObject } from '../../common/json.ts';
import { removeMessage, saveMessage } from '../changes/messages.ts';
import type { Desk } from '../desk.ts';
import { editMessage } from '../interact/respond.ts';
import { contentOf, isNonce } from '../limits/messages.ts';
import { invalid } from '../limits/report.ts';
import { closedMessages, missingPermissions, noGuildInCommon, notYourMessage, unknownUser } from '../refusal.ts';
import { channelShape } from '../shapes/guild.ts';
import { messageShape } from '../shapes/message.ts';
import type { Channel, Json, Message } from '../types.ts';
import { channelIn, idIn, isInGuild, limitIn, messageIn, objectIn } from './look-up.ts';
import type { Request, Route } from './types.ts';
import { NO_CONTENT } from './types.ts';

/** For so many milliseconds a nonce gives its first message again. */
const NONCE_MS = 5 * 60_000;

/** Channels and their messages. */
export const channelRoutes: Route[] = [
  {
    method: 'GET',
    path: '/channels/:channel',
    run: (desk, request) => ({ body: channelShape(desk, channelIn(desk, request)) }),
  },
  {
    method: 'POST',
    path: '/users/@me/channels',
    run: (desk, request) => {
      const { recipient_id: recipient } = objectIn(request);
      if (recipient === undefined) throw invalid(['recipient_id'], 'BASE_TYPE_REQUIRED', 'This field is required');
      const user = desk.store.users.get(idText(recipient));
      if (user === undefined) throw unknownUser();
      if (user.bot) throw closedMessages();
      return { body: channelShape(desk, desk.store.directWith(user.id)) };
    },
  },
  {
    method: 'GET',
    path: '/channels/:channel/messages',
    run: (desk, request) => {
      const channel = channelIn(desk, request);
      return { body: history(desk, channel, request).map((message) => messageShape(desk, message)) };
    },
  },
  {
    method: 'POST',
    path: '/channels/:channel/messages',
    run: (desk, request) => {
      const channel = channelIn(desk, request);
      mayWrite(desk, channel);
      return { body: messageShape(desk, post(desk, channel, objectIn(request))) };
    },
  },
  {
    method: 'GET',
    path: '/channels/:channel/messages/:message',
    run: (desk, request) => ({ body: messageShape(desk, messageIn(desk, channelIn(desk, request), request)) }),
  },
  {
    method: 'PATCH',
    path: '/channels/:channel/messages/:message',
    run: (desk, request) => {
      const message = messageIn(desk, channelIn(desk, request), request);
      if (message.author !== desk.app.id) throw notYourMessage();
      return { body: messageShape(desk, editMessage(desk, message, objectIn(request))) };
    },
  },
  {
    method: 'DELETE',
    path: '/channels/:channel/messages/:message',
    run: (desk, request) => {
      const message = messageIn(desk, channelIn(desk, request), request);
      if (message.author !== desk.app.id) throw missingPermissions();
      removeMessage(desk, message);
      return NO_CONTENT;
    },
  },
];

/** A direct message reaches those who take them and share the guild with the app. */
function mayWrite(desk: Desk, channel: Channel): void {
  const { store } = desk;
  if (!channel.appMayWrite) throw missingPermissions();
  if (channel.kind !== 'dm') return;
  if (!isInGuild(desk)) throw noGuildInCommon();
  const person = store.users.get(channel.members[0] ?? '');
  if (person === undefined || person.dmsClosed || !person.isMember) throw closedMessages();
}

function post(desk: Desk, channel: Channel, given: Json): Message {
  const content = contentOf(given);
  const nonce = isNonce(given['nonce']) ? given['nonce'] : undefined;
  if (nonce !== undefined && given['enforce_nonce'] === true) {
    const since = desk.now() - NONCE_MS;
    const before = desk.store
      .messages(channel.id)
      .findLast((one) => one.author === desk.app.id && one.nonce === nonce && Date.parse(one.at) >= since);
    if (before !== undefined) return before;
  }
  const reference = given['message_reference'];
  const replyTo = isObject(reference) ? String(reference['message_id']) : undefined;
  if (replyTo !== undefined && desk.store.message(channel.id, replyTo) === undefined) {
    if (!isObject(reference) || reference['fail_if_not_exists'] !== false) {
      throw invalid(['message_reference'], 'REPLIES_UNKNOWN_MESSAGE', 'Unknown message');
    }
  }
  return saveMessage(desk, {
    id: desk.store.nextId(),
    channel: channel.id,
    author: desk.app.id,
    ...content,
    flags: content.flags & ~MessageFlags.Ephemeral,
    at: new Date(desk.now()).toISOString(),
    editedAt: null,
    ...(nonce === undefined ? {} : { nonce }),
    ...(replyTo === undefined ? {} : { replyTo }),
  });
}

/** Newest first, as Discord answers. */
function history({ store }: Desk, channel: Channel, request: Request): Message[] {
  const limit = limitIn(request, 50, 100);
  const all = store.messages(channel.id).filter((message) => message.only === undefined);
  const [around, before, after] = ['around', 'before', 'after'].map((name) => idIn(request, name));
  if (around !== undefined) {
    const at = all.findIndex(({ id }) => BigInt(id) >= around);
    const from = Math.max(0, (at < 0 ? all.length : at) - Math.floor(limit / 2));
    return all.slice(from, from + limit).reverse();
  }
  if (after !== undefined)
    return all
      .filter(({ id }) => BigInt(id) > after)
      .slice(0, limit)
      .reverse();
  const older = before === undefined ? all : all.filter(({ id }) => BigInt(id) < before);
  return older.slice(-limit).reverse();
}
