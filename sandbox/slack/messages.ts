import type { Collection } from '../common/collection.ts';
import { createCollection } from '../common/collection.ts';
import type { Entry } from '../common/journal.ts';
import type { Message } from './types.ts';

/** The messages of all conversations, and those of one without a walk through all. */
export interface Messages extends Collection<Message> {
  /** Oldest first. */
  of: (channelId: string) => Message[];
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
  const note = (key: string, isThere: boolean): void => {
    const keys = keysOf(key.slice(0, key.indexOf('/')));
    if (isThere) keys.add(key);
    else keys.delete(key);
  };
  return {
    ...all,
    of: (channelId) => [...keysOf(channelId)].flatMap((key) => all.get(key) ?? []),
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
    },
  };
}
