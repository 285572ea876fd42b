import { randomUUID } from 'node:crypto';
import type { Collection } from '../common/collection.ts';
import { createCollection } from '../common/collection.ts';
import type { Identity } from './identity.ts';
import { createStamps, newId } from './ids.ts';
import type { Entry } from '../common/journal.ts';
import { openJournal } from '../common/journal.ts';
import { createMessages, messageKey } from './messages.ts';
import { channelsOf, usersOf } from './seed.ts';
import type { Channel, Message, Notice, User, View } from './types.ts';
import type { World } from './world-types.ts';

/** Everything that the workspace remembers; each change is kept (with a folder) and announced. */
export interface Store {
  team: World['team'];
  userGroups: NonNullable<World['userGroups']>;
  users: () => User[];
  user: (id: string) => User | undefined;
  saveUser: (user: User) => void;
  channels: () => Channel[];
  channel: (id: string) => Channel | undefined;
  saveChannel: (channel: Channel) => void;
  /** With everything that was said there. */
  removeChannel: (channel: Channel) => void;
  /** Channels of the world that were deleted. */
  deletedChannels: () => Channel[];
  /** Puts one of them back, as the world has it: empty. */
  putBack: (channel: Channel) => void;
  /** The direct message between the app and a person, made where there is none. */
  directWith: (userId: string) => Channel;
  hasDirectWith: (userId: string) => boolean;
  /** Oldest first, ephemeral ones of everyone among them. */
  messages: (channelId: string) => Message[];
  message: (channelId: string, ts: string) => Message | undefined;
  /** The same text as before means that nobody sees anything else in this conversation than before. */
  version: (channelId: string) => string;
  /** Something that isn't kept here changed what somebody sees in a conversation. */
  touch: (channelId: string) => void;
  saveMessage: (message: Message) => void;
  removeMessage: (message: Message) => void;
  home: (userId: string) => View | undefined;
  saveHome: (view: View) => void;
  /** The time stamp up to which a person has read a channel; '0' before. */
  readUpTo: (userId: string, channelId: string) => string;
  markRead: (userId: string, channelId: string, ts: string) => void;
  nextStamp: () => string;
  announce: (notice: Notice) => void;
  /** @returns stops watching */
  watch: (watcher: (notice: Notice) => void) => () => void;
  /** Forgets everything and begins with the world again. */
  reset: () => void;
}

export interface StoreOptions {
  world: World;
  app: Identity;
  /** Milliseconds since 1970. */
  now: () => number;
  /** Where to keep everything; only in memory without it. */
  dataDir?: string;
}

/** Opens what the folder keeps, adds what is new in the world, and begins with the world alone where there is nothing. */
export function createStore({ world, app, now, dataDir }: StoreOptions): Store {
  const opened = dataDir === undefined ? undefined : openJournal(dataDir);
  const changed = (entry: Entry): void => opened?.journal.append(entry);
  const users = createCollection<User>('users', changed);
  const channels = createCollection<Channel>('channels', changed);
  const messages = createMessages(changed);
  const homes = createCollection<View>('homes', changed);
  const reads = createCollection<string>('reads', changed);
  /** Channels that were deleted: they don't come back with the world at the next start. */
  const removed = createCollection<true>('removed', changed);
  const all: Record<string, Collection<unknown>> = {
    users,
    channels,
    messages,
    homes,
    reads,
    removed,
  } as never;
  const stamps = createStamps(now);
  const watchers = new Set<(notice: Notice) => void>();
  /** Names this run of the store: another one counts from the start. */
  const run = randomUUID();
  let otherChanges = 0;
  const announce = (notice: Notice): void => {
    if (notice.type !== 'message' && notice.type !== 'delivery') otherChanges++;
    watchers.forEach((watcher) => watcher(notice));
  };

  const seed = (): void => {
    for (const user of usersOf(world, app, now())) if (!users.get(user.id)) users.load(user.id, user);
    for (const channel of channelsOf(world, now())) {
      if (!channels.get(channel.id) && !removed.get(channel.id)) channels.load(channel.id, channel);
    }
    opened?.journal.replace(Object.values(all).flatMap((one) => one.entries()));
  };
  for (const [name, key, value] of opened?.entries ?? []) all[name]?.load(key, value);
  messages.values().forEach((message) => stamps.after(message.ts));
  seed();

  const direct = (userId: string): Channel | undefined =>
    channels.values().find((channel) => channel.kind === 'im' && channel.members[0] === userId);

  return {
    team: world.team,
    userGroups: world.userGroups ?? [],
    users: () => users.values(),
    user: (id) => users.get(id),
    saveUser: (user) => {
      users.set(user.id, user);
      announce({ type: 'users' });
    },
    channels: () => channels.values(),
    channel: (id) => channels.get(id),
    saveChannel: (channel) => {
      channels.set(channel.id, channel);
      announce({ type: 'channels' });
    },
    removeChannel: (channel) => {
      for (const message of messages.of(channel.id)) messages.delete(messageKey(message));
      channels.delete(channel.id);
      removed.set(channel.id, true);
      announce({ type: 'channels' });
    },
    deletedChannels: () => channelsOf(world, now()).filter(({ id }) => removed.get(id) === true),
    putBack: (channel) => {
      removed.delete(channel.id);
      channels.set(channel.id, channel);
      announce({ type: 'channels' });
    },
    hasDirectWith: (userId) => direct(userId) !== undefined,
    directWith: (userId) => {
      const known = direct(userId);
      if (known !== undefined) return known;
      const created = Math.floor(now() / 1000);
      const channel: Channel = {
        id: newId('D'),
        name: '',
        kind: 'im',
        shared: false,
        members: [userId],
        app: true,
        created,
      };
      channels.set(channel.id, channel);
      announce({ type: 'channels' });
      return channel;
    },
    messages: (channelId) => messages.of(channelId),
    message: (channelId, ts) => messages.get(messageKey({ channel: channelId, ts })),
    touch: (channelId) => messages.touch(channelId),
    version: (channelId) => `${run}/${messages.changes(channelId)}/${otherChanges}`,
    saveMessage: (message) => {
      const key = messageKey(message);
      const change = messages.get(key) === undefined ? 'new' : 'changed';
      messages.set(key, message);
      announce({ type: 'message', change, ...whereOf(message) });
    },
    removeMessage: (message) => {
      messages.delete(messageKey(message));
      announce({ type: 'message', change: 'removed', ...whereOf(message) });
    },
    home: (userId) => homes.get(userId),
    saveHome: (view) => {
      homes.set(view.owner, view);
      announce({ type: 'home', user: view.owner });
    },
    readUpTo: (userId, channelId) => reads.get(`${userId}/${channelId}`) ?? '0',
    markRead: (userId, channelId, ts) => {
      reads.set(`${userId}/${channelId}`, ts);
      announce({ type: 'read', user: userId, channel: channelId });
    },
    nextStamp: () => stamps.next(),
    announce,
    watch: (watcher) => {
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
    reset: () => {
      Object.values(all).forEach((one) => one.clear());
      seed();
      announce({ type: 'reset' });
    },
  };
}

function whereOf({ channel, ts, only }: Message): { channel: string; ts: string; only?: string } {
  return { channel, ts, ...(only === undefined ? {} : { only }) };
}
