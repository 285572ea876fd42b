import type { Message, Text } from '../../../domain/message.ts';
import { plain, say } from '../../../domain/message.ts';
import { words } from '../../../words/index.ts';

/** What the adapter itself says to a person, when the commands cannot. */
export function trouble(): Message {
  return bad(words.chats.trouble());
}
export function foreignButton(): Message {
  return bad(words.chats.foreignButton());
}
export function notText(): Message {
  return bad(words.chats.notText());
}
export function notRun(): Message {
  return bad(words.chats.notRun('Discord'));
}
export function elsewhere(): Message {
  return say(words.chats.elsewhere, 'bad');
}
export function staleForm(): Message {
  return bad(words.chats.staleForm('/access form'));
}
export function nothingToAsk(): Message {
  return bad(words.chats.nothingToRequest());
}

function bad(text: Text): Message {
  return { summary: plain(text), tone: 'bad', blocks: [{ kind: 'text', text }] };
}
