import { plain } from '../../domain/message.ts';
import type { Message, Text } from '../../domain/message.ts';
import { words } from '../../words/index.ts';

/** What one Latchkey administrator decided about people, for the others. */
export function decidedMessage(text: Text): Message {
  return { summary: plain(text), tone: 'plain', title: words.choices.decisionTitle, blocks: [{ kind: 'text', text }] };
}
