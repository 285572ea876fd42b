import { platforms } from '../chat/registry.ts';
import { normalEmail } from '../domain/identity.ts';
import { listed, nearest, quoted } from './nearest.ts';

/** Platforms whose members may stand in the file by their id. */
const declaring = platforms.flatMap(({ name, memberId }) => (memberId === null ? [] : [{ name, memberId }]));
const written = /^\s*([a-z][a-z0-9-]*)\s*:\s*(.*?)\s*$/i;

/** Whether a text is meant as a person: an e-mail address, or a member by the id that their platform knows them by. */
export function isPerson(text: string): boolean {
  return text.includes('@') || platformOf(text) !== null;
}

/** What is wrong with `PLATFORM:ID`, as one sentence; null: nothing, or it is not written so at all. */
export function memberFault(text: string): string | null {
  const [, word = '', id = ''] = written.exec(text) ?? [];
  if (word === '' || text.includes('@')) return null;
  const platform = platformOf(text);
  const names = declaring.map(({ name }) => name);
  if (platform !== null) {
    if (platform.memberId.test(id) && isMember(text)) return null;
    return `${quoted(text)} names no member: behind “${platform.name}:” stands the id of the account, as ${platform.name} itself gives it, without blanks; a name is not enough.`;
  }
  if (platforms.some(({ name }) => name === word.toLowerCase())) {
    return `${quoted(text)}: members of ${word.toLowerCase()} are named by the e-mail that it proves.`;
  }
  const near = nearest(word, names);
  const instead = near === null ? `it can be ${listed(names)}.` : `did you mean “${near}:${id}”?`;
  return `${quoted(text)} is neither an e-mail address nor a member by id (PLATFORM:ID); ${instead}`;
}

/** Whether a text is `PLATFORM:ID`, well written. */
export function isMember(text: string): boolean {
  const address = normalEmail(text);
  return declaring.some(({ name, memberId }) => {
    return address.startsWith(`${name}:`) && memberId.test(address.slice(name.length + 1));
  });
}

function platformOf(text: string) {
  const word = written.exec(text)?.[1]?.toLowerCase();
  return declaring.find(({ name }) => name === word) ?? null;
}
