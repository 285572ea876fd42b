import { plain } from '../../domain/message.ts';
import type { Message, Text } from '../../domain/message.ts';

/** Something that a chat refuses. */
export interface UndeliveredReport {
  readonly platform: string;
  /** The channel of `latchkey.yml` that refuses everything, and what it is for; null: the chat as a whole, or one message. */
  readonly channel: string | null;
  readonly purpose: 'approvals' | 'audit' | null;
  /** Whether the chat's token is refused. */
  readonly isToken: boolean;
  /** Whether it is the connection by which the chat tells what people do. */
  readonly isConnection?: boolean;
  readonly code: string;
  /** What to do, as the adapter says it; null: nothing particular. */
  readonly advice: string | null;
  /** The kinds and lengths of what a chat didn't take; null: it isn't about the message. */
  readonly shape: string | null;
}

/** What a chat refuses, for whoever can fix it. */
export function undeliveredNotice(chat: string, report: UndeliveredReport): Message {
  const text = textOf(chat, report);
  return { summary: plain(text), tone: 'bad', blocks: [{ kind: 'text', text }] };
}

function textOf(
  chat: string,
  { channel, purpose, isToken, isConnection = false, code, advice, shape }: UndeliveredReport,
): Text {
  if (shape !== null) {
    return [
      `${chat} didn’t accept one of Latchkey’s messages (${code}), so it was sent as plain text. Please report this fault with the shape of the message: `,
      { code: shape },
      '.',
    ];
  }
  if (isConnection) {
    return [
      `${chat} refuses the connection by which Latchkey gets commands and clicks (${code}). ${advice ?? 'Restart Latchkey'}. Until then, nobody can use Latchkey in ${chat}; cards and messages are still sent there.`,
    ];
  }
  if (channel !== null) {
    return [
      'Latchkey can’t post to the channel ',
      { code: channel },
      ` in ${chat} (${code}), which is set in `,
      { code: `channels.${purpose ?? 'approvals'}` },
      `. ${advice ?? 'Add the bot to the channel, or set another one and restart Latchkey'}. The messages for the channel are kept and will be posted then.`,
    ];
  }
  if (isToken) {
    return [
      `${chat} refuses everything that Latchkey sends (${code}). ${advice ?? 'Check that the app is still installed, that its token is valid and that it has every scope; restart Latchkey if the token changed'}. Messages are kept and will be sent then.`,
    ];
  }
  return [
    `${chat} refuses some of what Latchkey asks or sends (${code}). ${advice ?? 'Check the app’s permissions and what blocks it there'}. Messages and commands are kept until that’s fixed.`,
  ];
}
