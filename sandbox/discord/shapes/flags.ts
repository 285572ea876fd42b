import type { Settings } from '../settings.ts';

/** The privileged intents that are on, of an app in fewer than a hundred guilds: members, message content. */
export function applicationFlags({ membersIntent }: Readonly<Settings>): number {
  return (membersIntent ? 1 << 15 : 0) | (1 << 19);
}
