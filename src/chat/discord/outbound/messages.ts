import { Routes } from 'discord-api-types/v10';
import type { APIDMChannel, APIMessage } from 'discord-api-types/v10';
import type { Message } from '../../../domain/message.ts';
import type { Mentions } from '../../../ports/chat.ts';
import type { Stash } from '../../../ports/platform.ts';
import type { MessageBody, Render } from './render.ts';
import type { Rest } from '../connect/rest.ts';

/** Draws a message and stashes what its buttons do, so that they work once they are seen. */
export function createPrepare(render: Render, stash: Pick<Stash, 'put'>) {
  return async function prepare(
    message: Message,
    mentions: Mentions | undefined,
    key: string | null,
  ): Promise<MessageBody> {
    const drawn = render(message, mentions, key);
    await Promise.all(drawn.stash.map((entry) => stash.put(entry.key, entry.text)));
    return drawn.body;
  };
}

export type Prepare = ReturnType<typeof createPrepare>;

/** The channel of the direct messages with a user, opened when there is none. */
export async function openDirect(rest: Rest, user: string): Promise<string> {
  const channel = (await rest('POST', Routes.userChannels(), { body: { recipient_id: user } })) as APIDMChannel;
  return channel.id;
}

export async function sendTo(rest: Rest, channel: string, body: object): Promise<APIMessage> {
  return (await rest('POST', Routes.channelMessages(channel), { body })) as APIMessage;
}
