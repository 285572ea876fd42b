import { plain } from '../../domain/message.ts';
import type { PersonRef } from '../../domain/identity.ts';
import type { Message } from '../../domain/message.ts';
import type { NamedRole } from './words.ts';
import { words } from '../../words/index.ts';

/** That a role can't be given or removed, and what to do: for the person it's for, or for whoever can fix it. */
export function targetFailed(
  { name, chat }: NamedRole,
  sentence: string,
  person: PersonRef | null,
  own: boolean,
): Message {
  const text = own ? words.roles.yoursFailed(name, chat, sentence) : words.roles.failed(name, chat, person, sentence);
  return { summary: plain(text), tone: 'bad', blocks: [{ kind: 'text', text }] };
}
