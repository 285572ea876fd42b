import type { Account } from '../../../domain/identity.ts';

/** Ids of users are the same everywhere on Discord. */
export function accountOf(user: string): Account {
  return { platform: 'discord', workspace: '', user };
}

/** The user whom a mention, an id or `discord:ID` names; null: it is none of these. */
export function userOf(word: string): string | null {
  const match = /^(?:<@!?(\d{1,20})>|discord:(\d{1,20})|(\d{15,20}))$/i.exec(word);
  return match?.[1] ?? match?.[2] ?? match?.[3] ?? null;
}

/** Where a user's locale is kept for the processes that don't hear people. */
export function localeKey(user: string): string {
  return `locale-${user}`;
}
