import type { Button, Message, Text } from '../../../domain/message.ts';
import { plain } from '../../../domain/message.ts';
import { words } from '../../../words/index.ts';

/** What the adapter itself says to a person, when the commands cannot. */
export function trouble(): Message {
  return bad(words.chats.trouble());
}
export function foreignButton(): Message {
  return bad(words.chats.foreignButton());
}
export function noForm(): Message {
  return bad(words.chats.noForm('/access', '/access request console PRODUCT for 2h because REASON'));
}

/** The form behind a button can't be opened: what does the same. */
export function noButtonForm(command: string, id: string): Message {
  return bad(words.chats.noButtonForm(`/access ${command} ${id}`.trim()));
}

/** How the app is used in its direct channel. */
export function directHow(): Message {
  return { ...bad(words.chats.directHow()), tone: 'plain' };
}

/** A line that was only guessed, with a button that gives it. */
export function offeredLine(line: string, button: Pick<Button, 'command' | 'args'>): Message {
  const text = words.chats.offeredLine(line);
  const buttons: readonly Button[] = [{ ...button, label: words.chats.giveLine, style: 'primary' }];
  return { summary: plain(text), tone: 'waiting', blocks: [{ kind: 'text', text }], buttons };
}

export function notText(): Message {
  return bad(words.chats.notText());
}

function bad(text: Text): Message {
  return { summary: plain(text), tone: 'bad', blocks: [{ kind: 'text', text }] };
}
