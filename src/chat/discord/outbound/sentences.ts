import type { Message, Text } from '../../../domain/message.ts';
import { plain, say } from '../../../domain/message.ts';
import { en } from '../../../words/en/index.ts';

/** What the adapter itself says to a person, when the commands cannot. */
export const trouble = bad(en.chats.trouble());
export const foreignButton = bad(en.chats.foreignButton());
export const notText = bad(en.chats.notText());
export const notRun = bad(en.chats.notRun('Discord'));
export const elsewhere = say(en.chats.elsewhere, 'bad');
export const staleForm = bad(en.chats.staleForm('/access form'));
export const nothingToAsk = bad(en.chats.nothingToRequest());

function bad(text: Text): Message {
  return { summary: plain(text), tone: 'bad', blocks: [{ kind: 'text', text }] };
}
