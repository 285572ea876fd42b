import { ApplicationCommandOptionType as Type, ComponentType } from 'discord-api-types/v10';
import type { Desk } from '../desk.ts';
import { memberWithPermissions } from '../shapes/interaction.ts';
import { channelShape, roleShape } from '../shapes/guild.ts';
import { userShape } from '../shapes/user.ts';
import type { Json } from '../types.ts';

export type Kind = 'user' | 'role' | 'mentionable' | 'channel';

const OPTION_KINDS: Record<number, Kind> = {
  [Type.User]: 'user',
  [Type.Role]: 'role',
  [Type.Mentionable]: 'mentionable',
  [Type.Channel]: 'channel',
};
const SELECT_KINDS: Record<number, Kind> = {
  [ComponentType.UserSelect]: 'user',
  [ComponentType.RoleSelect]: 'role',
  [ComponentType.MentionableSelect]: 'mentionable',
  [ComponentType.ChannelSelect]: 'channel',
};

/** What an option's value is the id of; undefined for plain values. */
export const kindOfOption = (type: number): Kind | undefined => OPTION_KINDS[type];
/** What a select's values are the ids of; undefined for plain values. */
export const kindOfSelect = (type: number): Kind | undefined => SELECT_KINDS[type];

/** The id that a person means: an id, a mention, or a name with or without `@` or `#`; undefined where it is nothing here. */
export function idOf({ store }: Desk, kind: Kind, given: string): string | undefined {
  const mentioned = /^<(@!?|@&|#)(\d+)>$/.exec(given);
  const wanted = (mentioned?.[2] ?? given).toLowerCase().replace(/^[@#]/, '');
  const named = (names: (string | null)[]): boolean => names.some((name) => name?.toLowerCase() === wanted);
  const users = store.users.values();
  const user =
    kind === 'role' || kind === 'channel' ? undefined : users.find(({ id, username }) => named([id, username]));
  const byName =
    kind === 'role' || kind === 'channel'
      ? undefined
      : users.find(({ globalName, nick, email }) => named([globalName, nick, email]));
  const isRoleKind = kind === 'role' || kind === 'mentionable';
  const role = isRoleKind
    ? store.roles.values().find(({ id, name }) => named([id, name.replace(/^@/, '')]))
    : undefined;
  const channels = kind === 'channel' ? store.channels.values() : [];
  const channel = channels.find(({ id, name, kind: sort }) => sort === 'text' && named([id, name]));
  return (user ?? byName ?? role ?? channel)?.id;
}

/** The users, members, roles and channels behind ids, as an interaction's `resolved` brings them. */
export function resolvedOf(desk: Desk, ids: readonly string[]): Json {
  const { store } = desk;
  const unique = [...new Set(ids)];
  const users = unique.flatMap((id) => store.users.get(id) ?? []);
  const members = users.filter((user) => user.isMember);
  const roles = unique.flatMap((id) => store.roles.get(id) ?? []);
  const channels = unique.flatMap((id) => store.channels.get(id) ?? []);
  const filled = {
    users: byId(users, userShape),
    members: byId(members, (user) => {
      const { user: _user, deaf: _deaf, mute: _mute, ...member } = memberWithPermissions(desk, user);
      return member;
    }),
    roles: byId(roles, roleShape),
    channels: byId(channels, (channel) => ({ ...channelShape(desk, channel), permissions: '0' })),
  };
  return Object.fromEntries(Object.entries(filled).filter(([, found]) => Object.keys(found).length > 0));
}

function byId<T extends { id: string }>(items: T[], shape: (item: T) => Json): Json {
  return Object.fromEntries(items.map((item) => [item.id, shape(item)]));
}
