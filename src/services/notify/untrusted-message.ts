import { plain } from '../../domain/message.ts';
import type { Message } from '../../domain/message.ts';
import { words } from '../../words/index.ts';

/** What the Latchkey administrators read of something that Latchkey didn't write. `sentence` ends with a full stop. */
export function untrustedMessage(sentence: string): Message {
  const text = words.reports.untrusted(sentence);
  return { summary: plain(text), tone: 'bad', blocks: [{ kind: 'text', text }] };
}
