import type { Collection } from '../common/collection.ts';
import { createCollection } from '../common/collection.ts';
import type { Entry } from '../common/journal.ts';
import type { Message } from './types.ts';

/** The messages of all conversations, and those of one without a walk through all. */
export interface Messages extends Collection<Message> {
  /** Oldest first. */
  of: (channelId: string) => Message[];
  /** How often something changed in a conversation: the same number means the same messages. */
  changes: (channelId: string) => number;
  /** Counts a change of what stands beside the messages. */
  touch: (channelId: string) => void;
}

export const messageKey = ({ channel, ts }: Pick<Message, 'channel' | 'ts'>): string => `${channel}/${ts}`;

export function createMessages(changed: (entry: Entry) => void): Messages {
  const all = createCollection<Message>('messages', changed);
  const byChannel = new Map<string, Set<string>>();
  const keysOf = (channel: string): Set<string> => {
    const keys = byChannel.get(channel) ?? new Set();
    byChannel.set(channel, keys);
    return keys;
  };
  const counts = new Map<string, number>();
  let cleared = 0;
  const changesIn = (channel: string): number => cleared + (counts.get(channel) ?? 0);
  const touch = (channel: string): void => void counts.set(channel, (counts.get(channel) ?? 0) + 1);
  const note = (key: string, isThere: boolean): void => {
    const channel = key.slice(0, key.indexOf('/'));
    touch(channel);
    const keys = keysOf(channel);
    if (isThere) keys.add(key);
    else keys.delete(key);
  };
  return {
    ...all,
    of: (channelId) => [...keysOf(channelId)].flatMap((key) => all.get(key) ?? []),
    changes: changesIn,
    touch,
    set: (key, value) => {
      all.set(key, value);
      note(key, true);
    },
    delete: (key) => {
      all.delete(key);
      note(key, false);
    },
    load: (key, value) => {
      all.load(key, value);
      note(key, value !== null);
    },
    clear: () => {
      all.clear();
      byChannel.clear();
      cleared++;
    },
  };
}
