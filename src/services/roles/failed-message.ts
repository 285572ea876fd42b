import { plain } from '../../domain/message.ts';
import type { PersonRef } from '../../domain/identity.ts';
import type { Message, Text } from '../../domain/message.ts';
import type { NamedRole } from './words.ts';

/** That a role cannot be given or taken, and what to do: to who it is for, or to who can mend it. */
export function targetFailed(
  { name, chat }: NamedRole,
  sentence: string,
  person: PersonRef | null,
  own: boolean,
): Message {
  const who: Text = own
    ? ['Your role ', { strong: name }]
    : ['The role ', { strong: name }, ...(person ? [' of ', { person }] : [])];
  const rest = own
    ? ' It is tried again by itself, and the Latchkey administrators have been told.'
    : ' It is tried again by itself.';
  const text: Text = [...who, ` in ${chat} is not as it should be: ${sentence}`, rest];
  return { summary: plain(text), tone: 'bad', blocks: [{ kind: 'text', text }] };
}
