import type { Account } from '../domain/identity.ts';
import type { Message } from '../domain/message.ts';
import { inLanguage, languageOf } from '../words/index.ts';
import type { Deps } from './deps.ts';

/** A message, or what makes it for whoever is going to read it, in their language. */
export type Saying = Message | (() => Message);

export function said(saying: Saying): Message {
  return typeof saying === 'function' ? saying() : saying;
}

/** Runs something in the language of whoever reads what it makes: an account's own, as far as its chat knows it. */
export async function forReader<Result>(
  { chats }: Pick<Deps, 'chats'>,
  { platform, user }: Pick<Account, 'platform' | 'user'>,
  run: () => Result | Promise<Result>,
): Promise<Result> {
  const locale = await chats.get(platform)?.localeOf(user);
  return inLanguage(languageOf(locale), run);
}

/** Runs something in the language of the channels (`channels.language` in latchkey.yml). */
export function forChannels<Result>({ directory }: Pick<Deps, 'directory'>, run: () => Result): Result {
  return inLanguage(languageOf(directory.catalogue.channels.language), run);
}
