import { plain } from '../../domain/message.ts';
import type { Message, Text } from '../../domain/message.ts';
import { words } from '../../words/index.ts';

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
  const texts = words.reports.undelivered;
  if (shape !== null) return texts.shape(chat, code, shape);
  if (isConnection) return texts.connection(chat, code, advice);
  if (channel !== null) return texts.channel(chat, code, channel, `channels.${purpose ?? 'approvals'}`, advice);
  return isToken ? texts.token(chat, code, advice) : texts.some(chat, code, advice);
}
