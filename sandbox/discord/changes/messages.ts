import { GatewayIntentBits } from 'discord-api-types/v10';
import type { Desk } from '../desk.ts';
import { messageShape } from '../shapes/message.ts';
import { bareMemberShape } from '../shapes/user.ts';
import type { Json, Message } from '../types.ts';

/** Saves a message, and tells apps that may hear of it: MESSAGE_CREATE or MESSAGE_UPDATE. */
export function saveMessage(desk: Desk, message: Message): Message {
  const isNew = desk.store.message(message.channel, message.id) === undefined;
  desk.store.saveMessage(message);
  tell(desk, message, isNew ? 'MESSAGE_CREATE' : 'MESSAGE_UPDATE', (intents) => ({
    ...withoutWords(desk, message, intents, messageShape(desk, message)),
    ...guildPart(desk, message, true),
  }));
  return message;
}

/** Removes a message: MESSAGE_DELETE. */
export function removeMessage(desk: Desk, message: Message): void {
  desk.store.removeMessage(message);
  tell(desk, message, 'MESSAGE_DELETE', () => ({
    id: message.id,
    channel_id: message.channel,
    ...guildPart(desk, message, false),
  }));
}

/** Ephemeral messages come like direct ones, and what Discord itself says there does not come at all. */
function tell(desk: Desk, message: Message, event: string, data: (intents: number) => Json): void {
  const channel = desk.store.channels.get(message.channel);
  if (message.failed === true || (channel !== undefined && !channel.appMayView)) return;
  const isDirect = message.only !== undefined || channel?.kind === 'dm';
  desk.gateway.dispatch(event, isDirect ? GatewayIntentBits.DirectMessages : GatewayIntentBits.GuildMessages, data);
}

function guildPart({ store }: Desk, message: Message, withMember: boolean): Json {
  if (message.only !== undefined || store.channels.get(message.channel)?.kind === 'dm') return {};
  const author = store.users.get(message.author);
  const member =
    withMember && author?.isMember ? { member: { ...bareMemberShape(author), deaf: false, mute: false } } : {};
  return { guild_id: store.guild.id, ...member };
}

/** Without the message content intent an app reads only what is its own, meant for it, or a direct message. */
function withoutWords({ store, app }: Desk, message: Message, intents: number, shape: Json): Json {
  const isDirect = store.channels.get(message.channel)?.kind === 'dm';
  const mayRead = (intents & GatewayIntentBits.MessageContent) !== 0 || isDirect || message.author === app.id;
  if (mayRead || message.mentions.users.includes(app.id)) return shape;
  return { ...shape, content: '', embeds: [], components: [] };
}
