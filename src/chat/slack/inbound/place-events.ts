import type { OwnIdentity } from '../connect/identity.ts';

/** The token may have stopped working. */
const tokenEvents = ['app_uninstalled', 'tokens_revoked'] as const;

/** A channel was archived, deleted or left. Private channels have events of their own (`group_…`). */
const channelEvents = [
  'channel_archive',
  'channel_unarchive',
  'channel_deleted',
  'channel_left',
  'group_archive',
  'group_unarchive',
  'group_deleted',
  'group_left',
] as const;

/** Somebody came into a channel or left it: it matters if it was the bot. */
const memberEvents = ['member_joined_channel', 'member_left_channel'] as const;

/** Events after which a place has to be asked whether it still takes messages. */
export const placeEvents: readonly string[] = [...tokenEvents, ...channelEvents, ...memberEvents];

/** The channel that an event is about, null for the token; undefined: it concerns no place of ours. Pure. */
export function placeOf(event: object, own: Pick<OwnIdentity, 'user'>): string | null | undefined {
  const { type, channel, user } = event as { type?: string; channel?: unknown; user?: unknown };
  if (type === undefined) return undefined;
  if (isIn(tokenEvents, type)) return null;
  if (typeof channel !== 'string') return undefined;
  if (isIn(channelEvents, type)) return channel;
  return isIn(memberEvents, type) && user === own.user ? channel : undefined;
}

function isIn(list: readonly string[], type: string): boolean {
  return list.includes(type);
}
