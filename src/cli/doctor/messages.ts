import type { CardRecord } from '../../ports/messages.ts';
import type { Check } from './check.ts';

/** What `doctor` says of messages that a chat refuses: a problem where everybody in a channel misses something. Pure. */
export function messageChecks(waiting: readonly CardRecord[]): readonly Check[] {
  if (waiting.length === 0) return [{ name: 'messages', ok: true, sentence: 'no chat refuses any of them.' }];
  const places = new Map<string, { count: number; since: number; isChannel: boolean }>();
  for (const { platform, channel, kind, trouble } of waiting) {
    const isChannel = kind === 'approval' || kind === 'audit';
    const place = `${isChannel ? channel : 'direct messages'} in ${platform} (${trouble?.code ?? 'unknown'})`;
    const known = places.get(place) ?? { count: 0, since: Infinity, isChannel };
    places.set(place, { ...known, count: known.count + 1, since: Math.min(known.since, trouble?.since ?? Infinity) });
  }
  return [...places].map(([place, { count, since, isChannel }]) => ({
    name: 'messages',
    ok: !isChannel,
    warning: !isChannel,
    sentence: `${count === 1 ? '1 message waits' : `${count} messages wait`} for ${place}${
      since === Infinity ? '' : ` since ${new Date(since).toISOString()}`
    }. They’re kept: fix what the chat says, and they’re sent within a minute.`,
  }));
}
