import { PermissionFlagsBits } from 'discord-api-types/v10';
import type { Identity } from '../identity.ts';
import type { Channel, Json, Role, User } from '../types.ts';
import { memberShape, userShape } from './user.ts';
import type { Store } from '../store.ts';

/** What is shown: what the guild holds, and who the app is there. */
interface Shown {
  store: Store;
  app: Identity;
}

export function roleShape(role: Role): Json {
  const { id, name, color, position, managed, permissions } = role;
  const colors = { primary_color: color, secondary_color: null, tertiary_color: null };
  const look = { color, colors, hoist: false, icon: null, unicode_emoji: null, mentionable: false };
  return { id, name, ...look, position, managed, permissions, flags: 0 };
}

const { ViewChannel, SendMessages } = PermissionFlagsBits;

/** A text channel, with the overwrites that say who sees it and whether the app may write. */
export function channelShape({ store, app }: Shown, channel: Channel): Json {
  const last = store.messages(channel.id).findLast((message) => message.only === undefined)?.id ?? null;
  if (channel.kind === 'dm') {
    const recipients = channel.members.flatMap((id) => store.users.get(id) ?? []).map(userShape);
    return { id: channel.id, type: 1, last_message_id: last, flags: 0, recipients };
  }
  const siblings = store.channels.values().filter((one) => one.kind === 'text');
  return {
    id: channel.id,
    type: 0,
    guild_id: store.guild.id,
    name: channel.name,
    topic: null,
    position: siblings.findIndex((one) => one.id === channel.id),
    parent_id: null,
    nsfw: false,
    rate_limit_per_user: 0,
    last_message_id: last,
    last_pin_timestamp: null,
    flags: 0,
    permission_overwrites: overwritesOf(channel, store.guild.id, app.id),
  };
}

function overwritesOf(channel: Channel, guildId: string, appId: string): Json[] {
  const overwrite = (id: string, type: 0 | 1, allow: bigint, deny: bigint): Json => {
    return { id, type, allow: String(allow), deny: String(deny) };
  };
  const hidden = channel.private ? [overwrite(guildId, 0, 0n, ViewChannel)] : [];
  const people = channel.private ? channel.members.map((id) => overwrite(id, 1, ViewChannel, 0n)) : [];
  const app = overwrite(
    appId,
    1,
    (channel.appMayView ? ViewChannel : 0n) | (channel.appMayWrite ? SendMessages : 0n),
    (channel.appMayView ? 0n : ViewChannel) | (channel.appMayWrite ? 0n : SendMessages),
  );
  return [...hidden, ...people, app];
}

/** Those in the guild. */
export const membersOf = ({ store }: Pick<Shown, 'store'>): User[] =>
  store.users.values().filter((user) => user.isMember);

/** The guild as GET /guilds/:id answers it. */
export function guildShape({ store, app }: Shown): Json {
  const owners = store.roles
    .values()
    .filter((role) => (BigInt(role.permissions) & PermissionFlagsBits.Administrator) !== 0n);
  const owner = membersOf({ store }).find((user) => owners.some((role) => user.roles.includes(role.id)));
  return {
    id: store.guild.id,
    name: store.guild.name,
    icon: null,
    splash: null,
    discovery_splash: null,
    banner: null,
    description: null,
    owner_id: owner?.id ?? membersOf({ store }).find((user) => !user.bot)?.id ?? app.id,
    region: 'deprecated',
    afk_channel_id: null,
    afk_timeout: 300,
    verification_level: 0,
    default_message_notifications: 0,
    explicit_content_filter: 0,
    roles: store.roles.values().map(roleShape),
    emojis: [],
    stickers: [],
    features: [],
    mfa_level: 0,
    nsfw_level: 0,
    application_id: null,
    system_channel_id: null,
    system_channel_flags: 0,
    rules_channel_id: null,
    public_updates_channel_id: null,
    safety_alerts_channel_id: null,
    max_members: 500_000,
    vanity_url_code: null,
    premium_tier: 0,
    premium_subscription_count: 0,
    premium_progress_bar_enabled: false,
    preferred_locale: 'en-US',
    incidents_data: null,
  };
}

/** The guild as GUILD_CREATE brings it. @param everyone the app hears of all members, not of itself alone */
export function wholeGuildShape(desk: Shown, everyone: boolean): Json {
  const { store, app } = desk;
  const members = membersOf(desk);
  return {
    ...guildShape(desk),
    joined_at: store.users.get(app.id)?.joinedAt ?? null,
    large: false,
    unavailable: false,
    member_count: members.length,
    members: members.filter((user) => everyone || user.id === app.id).map(memberShape),
    channels: store.channels
      .values()
      .filter((channel) => channel.kind === 'text')
      .map((channel) => channelShape(desk, channel)),
    threads: [],
    presences: [],
    voice_states: [],
    stage_instances: [],
    guild_scheduled_events: [],
    soundboard_sounds: [],
  };
}
