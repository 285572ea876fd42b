import type { Message, Text } from '../../../domain/message.ts';
import { plain } from '../../../domain/message.ts';
import { en } from '../../../words/en/index.ts';

/** What the adapter itself says to a person, when the commands cannot. */
export const trouble = bad(en.chats.trouble());
export const foreignButton = bad(en.chats.foreignButton());
export const noForm = bad(en.chats.noForm('/access', '/access request console PRODUCT for 2h because REASON'));

/** The form behind a button can't be opened: what does the same. */
export function noButtonForm(command: string, id: string): Message {
  return bad(en.chats.noButtonForm(`/access ${command} ${id}`.trim()));
}

export const notText = bad(en.chats.notText());

function bad(text: Text): Message {
  return { summary: plain(text), tone: 'bad', blocks: [{ kind: 'text', text }] };
}
