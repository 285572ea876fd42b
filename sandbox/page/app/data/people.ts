import type { Persona as DiscordPersona } from '../discord/types.ts';
import type { Persona as SlackPersona } from '../slack/types.ts';

/** Somebody to play: one person with an account in either chat, or in both. */
export interface Player {
  name: string;
  email?: string;
  slack?: SlackPersona;
  discord?: DiscordPersona;
}

/** Brings the accounts of both chats together by their e-mail; an account without one is a person of its own. */
export function playersOf(slack: readonly SlackPersona[], discord: readonly DiscordPersona[]): Player[] {
  const left = new Set(discord);
  const players = slack.map((account): Player => {
    const email = account.email?.toLowerCase();
    const same = email === undefined ? undefined : discord.find((one) => one.email?.toLowerCase() === email);
    if (same !== undefined) left.delete(same);
    return { name: account.realName, email, slack: account, discord: same };
  });
  return [
    ...players,
    ...[...left].map((account): Player => ({
      name: account.name,
      email: account.email?.toLowerCase(),
      discord: account,
    })),
  ];
}

/** What a player is chosen by: it stays the same when their e-mail changes. */
export const keyOf = (player: Player): string => player.slack?.id ?? player.discord?.id ?? '';

/** @param key one of the player's accounts */
export function playerOf(players: readonly Player[], key: string | undefined): Player | undefined {
  if (key === undefined) return undefined;
  return players.find((one) => one.slack?.id === key || one.discord?.id === key);
}

/** Whether what is typed is part of somebody's name, title or address. */
export function fitsPlayer({ name, email, slack, discord }: Player, typed: string): boolean {
  const words = [name, email, slack?.name, slack?.title, discord?.username].join(' ').toLowerCase();
  return words.includes(typed.trim().toLowerCase());
}
