import { plain } from '../../domain/message.ts';
import type { Message, Text } from '../../domain/message.ts';

/** What the Latchkey administrators read of something that Latchkey didn't write. `sentence` ends with a full stop. */
export function untrustedMessage(sentence: string): Message {
  const text: Text = [
    `${sentence} Run `,
    { code: 'latchkey audit verify' },
    ' to see what was changed, and find out who can write to MongoDB.',
  ];
  return { summary: plain(text), tone: 'bad', blocks: [{ kind: 'text', text }] };
}
