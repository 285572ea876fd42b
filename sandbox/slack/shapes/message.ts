import type { Json, Message } from '../types.ts';
import type { Identity } from '../identity.ts';

/** A message as conversations.history, chat.postMessage and block_actions show it. */
export function messageShape(message: Message, app: Identity, teamId: string, withMetadata = false): Json {
  const isFromApp = message.author === app.botUserId;
  return {
    type: 'message',
    user: message.author,
    ts: message.ts,
    text: message.text,
    team: teamId,
    ...(isFromApp ? { bot_id: app.botId, app_id: app.appId, bot_profile: botProfile(app, teamId) } : {}),
    ...(message.blocks === undefined ? {} : { blocks: message.blocks }),
    ...(message.attachments === undefined ? {} : { attachments: message.attachments }),
    ...(message.threadTs === undefined ? {} : { thread_ts: message.threadTs }),
    ...(message.edited === undefined ? {} : { edited: { user: message.author, ts: message.edited } }),
    ...(withMetadata && message.metadata !== undefined ? { metadata: message.metadata } : {}),
  };
}

function botProfile(app: Identity, teamId: string): Json {
  return { id: app.botId, app_id: app.appId, user_id: app.botUserId, name: app.name, deleted: false, team_id: teamId };
}
