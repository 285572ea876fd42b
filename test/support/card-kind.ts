import type { Message } from '../../src/domain/message.ts';

const kinds = [
  ['no longer', 'ended'],
  ['request for', 'closed'],
  ['wants to', 'grant'],
  ['wants', 'request'],
  ['has', 'granted'],
  ['about to', 'approved'],
] as const;

/** Which approval card a message is, by its headline; undefined: none. */
export function cardKind({ headline }: Message): (typeof kinds)[number][1] | undefined {
  if (headline === undefined) return undefined;
  const words = headline.filter((span) => typeof span === 'string').join(' ');
  return kinds.find(([word]) => words.includes(word))?.[1];
}
