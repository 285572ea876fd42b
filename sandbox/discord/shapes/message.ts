import { InteractionType } from 'discord-api-types/v10';
import type { Desk } from '../desk.ts';
import type { Cause, Json, Message } from '../types.ts';
import { bareMemberShape, userShape } from './user.ts';
import { is } from '../is.ts';

/** Message types: an ordinary one, an answer to another, what a slash command gave. */
const TYPES = { plain: 0, reply: 19, command: 20 };

/** A message as REST and Gateway show it. */
export function messageShape(desk: Pick<Desk, 'store' | 'app'>, message: Message): Json {
  const { store, app } = desk;
  const author = store.users.get(message.author);
  const channel = store.channels.get(message.channel);
  const replied = message.replyTo === undefined ? undefined : store.message(message.channel, message.replyTo);
  const users = message.mentions.users.flatMap((id) => store.users.get(id) ?? []);
  const { cause } = message;
  const isReply = message.replyTo !== undefined;
  return {
    id: message.id,
    channel_id: message.channel,
    type: is(cause?.type, InteractionType.ApplicationCommand) ? TYPES.command : isReply ? TYPES.reply : TYPES.plain,
    author:
      author === undefined
        ? { id: message.author, username: 'gone', discriminator: '0', avatar: null }
        : userShape(author),
    content: message.content,
    embeds: message.embeds,
    components: message.components,
    attachments: [],
    mentions: users.map((user) =>
      channel?.kind === 'text' && user.isMember
        ? { ...userShape(user), member: bareMemberShape(user) }
        : userShape(user),
    ),
    mention_roles: message.mentions.roles,
    mention_everyone: message.mentions.everyone,
    pinned: false,
    tts: false,
    timestamp: message.at,
    edited_timestamp: message.editedAt,
    flags: message.flags,
    ...(message.nonce === undefined ? {} : { nonce: message.nonce }),
    ...(isReply
      ? {
          message_reference: { type: 0, message_id: message.replyTo, channel_id: message.channel },
          referenced_message: replied === undefined ? null : messageShape(desk, { ...replied, replyTo: undefined }),
        }
      : {}),
    ...(cause === undefined
      ? {}
      : { webhook_id: app.id, application_id: app.id, interaction_metadata: causeShape(desk, cause) }),
    ...(cause !== undefined && is(cause.type, InteractionType.ApplicationCommand)
      ? { interaction: { id: cause.id, type: cause.type, name: cause.name.slice(1), user: userOf(desk, cause.user) } }
      : {}),
  };
}

function causeShape(desk: Pick<Desk, 'store' | 'app'>, cause: Cause): Json {
  return {
    id: cause.id,
    type: cause.type,
    user: userOf(desk, cause.user),
    authorizing_integration_owners: { '0': desk.store.guild.id },
    ...(cause.source === undefined ? {} : { interacted_message_id: cause.source }),
  };
}

function userOf({ store }: Pick<Desk, 'store'>, id: string): Json | null {
  const user = store.users.get(id);
  return user === undefined ? null : userShape(user);
}
