import { randomUUID } from 'node:crypto';
import type { Collection } from '../common/collection.ts';
import { createCollection } from '../common/collection.ts';
import type { Entry } from '../common/journal.ts';
import { openJournal } from '../common/journal.ts';
import type { Identity } from './identity.ts';
import { createMessages } from './messages.ts';
import { channelsOf, rolesOf, usersOf } from './seed.ts';
import type { Snowflakes } from './snowflake.ts';
import { createSnowflakes } from './snowflake.ts';
import type { AuditEntry, Channel, Command, Message, Notice, Role, User } from './types.ts';
import type { DiscordWorld } from './world-types.ts';

/** Everything that the guild remembers; each change is kept (with a folder) and announced. */
export interface Store {
  guild: DiscordWorld['guild'];
  users: Collection<User>;
  /** `@everyone` among them, under the guild's id. */
  roles: Collection<Role>;
  channels: Collection<Channel>;
  /** Channels of the world that were deleted. */
  deletedChannels: () => Channel[];
  commands: Collection<Command>;
  audit: Collection<AuditEntry>;
  messages: (channelId: string) => Message[];
  message: (channelId: string, id: string) => Message | undefined;
  /** The same text as before means that nobody sees anything else in this conversation than before. */
  version: (channelId: string) => string;
  saveMessage: (message: Message) => void;
  removeMessage: (message: Message) => void;
  /** The direct message between the app and a person, made where there is none. */
  directWith: (userId: string) => Channel;
  /** The id of the last message that a person has read in a channel; '0' before. */
  readUpTo: (userId: string, channelId: string) => string;
  markRead: (userId: string, channelId: string, id: string) => void;
  nextId: () => string;
  announce: (notice: Notice) => void;
  /** @returns stops watching */
  watch: (watcher: (notice: Notice) => void) => () => void;
  /** Forgets everything but the app's commands, and begins with the world again. */
  reset: () => void;
}

export interface StoreOptions {
  world: DiscordWorld;
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
  const watchers = new Set<(notice: Notice) => void>();
  /** Names this run of the store: another one counts from the start. */
  const run = randomUUID();
  let otherChanges = 0;
  const announce = (notice: Notice): void => {
    if (notice.type !== 'message' && notice.type !== 'interaction') otherChanges++;
    watchers.forEach((watcher) => watcher(notice));
  };
  const users = createCollection<User>('users', changed);
  const roles = createCollection<Role>('roles', changed);
  const channels = createCollection<Channel>('channels', changed);
  const commands = createCollection<Command>('commands', changed);
  const audit = createCollection<AuditEntry>('audit', changed);
  const reads = createCollection<string>('reads', changed);
  const removed = createCollection<true>('removed', changed);
  const messages = createMessages(changed);
  const all: Record<string, Collection<unknown>> = {
    users,
    roles,
    channels,
    commands,
    audit,
    reads,
    removed,
    messages,
  } as never;
  const ids: Snowflakes = createSnowflakes(now);

  const seed = (): void => {
    const add = <T extends { id: string }>(collection: Collection<T>, items: T[]): void => {
      for (const item of items) {
        if (collection.get(item.id) === undefined && removed.get(item.id) === undefined) collection.load(item.id, item);
      }
    };
    add(users, usersOf(world, app, now()));
    add(roles, rolesOf(world, app));
    add(channels, channelsOf(world));
    opened?.journal.replace(Object.values(all).flatMap((one) => one.entries()));
  };
  for (const [name, key, value] of opened?.entries ?? []) all[name]?.load(key, value);
  for (const one of [...messages.values(), ...audit.values(), ...commands.values(), ...channels.values()]) {
    ids.after(one.id);
  }
  seed();

  return {
    guild: world.guild,
    users: announcing(users, () => announce({ type: 'users' })),
    roles: lasting(
      announcing(roles, () => announce({ type: 'roles' })),
      removed,
    ),
    channels: lasting(
      announcing(channels, () => announce({ type: 'channels' })),
      removed,
    ),
    deletedChannels: () => channelsOf(world).filter(({ id }) => removed.get(id) === true),
    commands: announcing(commands, () => announce({ type: 'commands' })),
    audit,
    messages: (channelId) => messages.of(channelId),
    message: (channelId, id) => messages.get(`${channelId}/${id}`),
    version: (channelId) => `${run}/${messages.changes(channelId)}/${otherChanges}`,
    saveMessage: (message) => {
      const key = `${message.channel}/${message.id}`;
      const change = messages.get(key) === undefined ? 'new' : 'changed';
      messages.set(key, message);
      announce({ type: 'message', change, ...whereOf(message) });
    },
    removeMessage: (message) => {
      messages.delete(`${message.channel}/${message.id}`);
      announce({ type: 'message', change: 'removed', ...whereOf(message) });
    },
    directWith: (userId) => {
      const known = channels.values().find((channel) => channel.kind === 'dm' && channel.members[0] === userId);
      if (known !== undefined) return known;
      const members = [userId];
      const channel: Channel = {
        id: ids.next(),
        name: '',
        kind: 'dm',
        private: true,
        members,
        appMayView: true,
        appMayWrite: true,
      };
      channels.set(channel.id, channel);
      announce({ type: 'channels' });
      return channel;
    },
    readUpTo: (userId, channelId) => reads.get(`${userId}/${channelId}`) ?? '0',
    markRead: (userId, channelId, id) => {
      reads.set(`${userId}/${channelId}`, id);
      announce({ type: 'read', user: userId, channel: channelId });
    },
    nextId: () => ids.next(),
    announce,
    watch: (watcher) => {
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
    reset: () => {
      // Commands are the app's, which registers them when it starts and not again.
      for (const one of Object.values(all)) if (one !== (commands as Collection<unknown>)) one.clear();
      seed();
      announce({ type: 'reset' });
    },
  };
}

function announcing<T>(collection: Collection<T>, tell: () => void): Collection<T> {
  return {
    ...collection,
    set: (key, value) => {
      collection.set(key, value);
      tell();
    },
    delete: (key) => {
      collection.delete(key);
      tell();
    },
  };
}

/** What was deleted here does not come back with the world at the next start. */
function lasting<T>(collection: Collection<T>, removed: Collection<true>): Collection<T> {
  return {
    ...collection,
    set: (key, value) => {
      removed.delete(key);
      collection.set(key, value);
    },
    delete: (key) => {
      removed.set(key, true);
      collection.delete(key);
    },
  };
}

function whereOf({ channel, id, only }: Message): { channel: string; id: string; only?: string } {
  return { channel, id, ...(only === undefined ? {} : { only }) };
}
