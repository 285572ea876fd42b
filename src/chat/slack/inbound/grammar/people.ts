import { bareWord, looksLikeEmail } from '../../../../domain/bare-word.ts';
import type { Who } from '../../../../domain/identity.ts';
import type { Token } from '../tokens.ts';

/** Everybody who is named, with or without commas and `and` between them. */
export function people(tokens: readonly Token[], workspace: string): readonly Who[] {
  return tokens.flatMap((token): Who[] => {
    if (token.who) return [token.who];
    if (!token.quoted && /^(and|&|\+)$/i.test(token.text)) return [];
    const texts = token.text.split(/[,;]/).map((text) => text.trim());
    return texts.filter((text) => bareWord(text) !== '').map((text) => whoOf({ ...token, text }, workspace));
  });
}

/** Whom one word names, as the platform marked it or as it was typed. */
export function whoOf(token: Token, workspace: string): Who {
  if (token.who) return token.who;
  const text = bareWord(token.text) || token.text;
  if (/^me$/i.test(text)) return { kind: 'me' };
  if (/^@(channel|here|everyone)$/i.test(text)) return { kind: 'group', shown: text };
  if (looksLikeEmail(text)) return { kind: 'email', email: text };
  // An account's written form, as Latchkey shows it where it knows no e-mail.
  const account = /^slack:([A-Z0-9]+)\/([A-Z0-9]+)$/i.exec(text);
  if (account?.[1]?.toUpperCase() === workspace && account[2]) {
    const user = account[2].toUpperCase();
    return { kind: 'account', account: { platform: 'slack', workspace, user }, shown: text };
  }
  return { kind: 'unknown', text };
}
