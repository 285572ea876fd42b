import { plain } from '../../domain/message.ts';
import type { Message } from '../../domain/message.ts';
import { en } from '../../words/en/index.ts';

/** What the Latchkey administrators read of something that Latchkey didn't write. `sentence` ends with a full stop. */
export function untrustedMessage(sentence: string): Message {
  const text = en.reports.untrusted(sentence);
  return { summary: plain(text), tone: 'bad', blocks: [{ kind: 'text', text }] };
}
