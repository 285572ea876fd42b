import type { Desk } from '../desk.ts';
import { isObject, text } from '../../common/json.ts';
import { contentOf, isEmpty } from '../limits/messages.ts';
import { refusal } from '../refusal.ts';
import { messageShape } from '../shapes/message.ts';
import type { Json, Message } from '../types.ts';
import { structure, textArgument } from './arguments.ts';
import { joinedChannel, postingChannel, writableChannel } from './channels.ts';
import type { Method } from './types.ts';

const MOST_METADATA = 16_000;

export const chatMethods: Record<string, Method> = {
  'chat.postMessage': (desk, given) => {
    const channel = postingChannel(desk, textArgument(given, 'channel'));
    const { text: words = '', ...content } = filled(given);
    const threadTs = textArgument(given, 'thread_ts');
    if (threadTs !== undefined && desk.store.message(channel.id, threadTs) === undefined)
      throw refusal('thread_not_found');
    const message: Message = {
      channel: channel.id,
      ts: desk.store.nextStamp(),
      author: desk.app.botUserId,
      text: words,
      ...content,
      metadata: metadataOf(given),
      threadTs,
    };
    desk.store.saveMessage(message);
    return answer(desk, message);
  },
  'chat.update': (desk, given) => {
    const before = ownMessage(desk, given, 'cant_update_message');
    const content = contentOf(given);
    const isText = content.text !== undefined;
    if (isEmpty(content) && content.blocks === undefined && content.attachments === undefined) throw refusal('no_text');
    const blocks = content.blocks ?? (isText ? undefined : before.blocks);
    const message: Message = {
      ...before,
      text: content.text ?? before.text,
      blocks: blocks?.length ? blocks : undefined,
      attachments: content.attachments ?? before.attachments,
      metadata: given['metadata'] === undefined ? before.metadata : metadataOf(given),
      edited: content.blocks === undefined ? desk.store.nextStamp() : before.edited,
    };
    desk.store.saveMessage(message);
    return { ...answer(desk, message), text: message.text };
  },
  'chat.delete': (desk, given) => {
    const message = ownMessage(desk, given, 'cant_delete_message');
    desk.store.removeMessage(message);
    return { channel: message.channel, ts: message.ts };
  },
  'chat.postEphemeral': (desk, given) => {
    const channel = writableChannel(desk, textArgument(given, 'channel'));
    const user = desk.store.user(textArgument(given, 'user') ?? '');
    if (user === undefined) throw refusal('user_not_found');
    if (!channel.members.includes(user.id)) throw refusal('user_not_in_channel');
    const { text: words = '', ...content } = filled(given);
    const where = { channel: channel.id, ts: desk.store.nextStamp(), author: desk.app.botUserId, only: user.id };
    desk.store.saveMessage({ ...where, text: words, ...content, threadTs: textArgument(given, 'thread_ts') });
    return { message_ts: where.ts };
  },
  'chat.getPermalink': (desk, given) => {
    const channel = joinedChannel(desk, textArgument(given, 'channel'));
    const ts = textArgument(given, 'message_ts') ?? '';
    if (desk.store.message(channel.id, ts) === undefined) throw refusal('message_not_found');
    const path = `archives/${channel.id}/p${ts.replace('.', '')}`;
    return { channel: channel.id, permalink: `https://${desk.store.team.domain}.slack.com/${path}` };
  },
};

function filled(given: Json): ReturnType<typeof contentOf> {
  const content = contentOf(given);
  if (isEmpty(content)) throw refusal('no_text');
  return content;
}

function ownMessage(desk: Desk, given: Json, error: string): Message {
  const channel = writableChannel(desk, textArgument(given, 'channel'));
  const message = desk.store.message(channel.id, textArgument(given, 'ts') ?? '');
  if (message === undefined || message.only !== undefined) throw refusal('message_not_found');
  if (message.author !== desk.app.botUserId) throw refusal(error);
  return message;
}

function metadataOf(given: Json): Json | undefined {
  const value = structure(given['metadata']);
  if (given['metadata'] === undefined || given['metadata'] === '') return undefined;
  if (!isObject(value)) throw refusal('invalid_metadata_format');
  if (Object.keys(value).length === 0) return undefined;
  if (!text(value['event_type']) || !isObject(value['event_payload'])) throw refusal('invalid_metadata_schema');
  if (JSON.stringify(value).length > MOST_METADATA) throw refusal('metadata_too_large');
  return value;
}

function answer({ app, store }: Desk, message: Message): Json {
  const shape = messageShape(message, app, store.team.id, true);
  return { channel: message.channel, ts: message.ts, message: shape };
}
