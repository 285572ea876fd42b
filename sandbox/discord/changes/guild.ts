import { GatewayIntentBits } from 'discord-api-types/v10';
import type { Desk } from '../desk.ts';
import { channelShape, roleShape, wholeGuildShape } from '../shapes/guild.ts';
import type { Channel, Role } from '../types.ts';
import { saveUser } from './members.ts';

const GUILDS = GatewayIntentBits.Guilds;

/** Saves a role: GUILD_ROLE_CREATE or GUILD_ROLE_UPDATE. */
export function saveRole(desk: Desk, role: Role): Role {
  const event = desk.store.roles.get(role.id) === undefined ? 'GUILD_ROLE_CREATE' : 'GUILD_ROLE_UPDATE';
  desk.store.roles.set(role.id, role);
  desk.gateway.dispatch(event, GUILDS, { guild_id: desk.store.guild.id, role: roleShape(role) });
  return role;
}

/** Removes a role, from its holders too: GUILD_ROLE_DELETE. */
export function removeRole(desk: Desk, role: Role): void {
  desk.store.roles.delete(role.id);
  desk.gateway.dispatch('GUILD_ROLE_DELETE', GUILDS, { guild_id: desk.store.guild.id, role_id: role.id });
  for (const user of desk.store.users.values().filter((one) => one.roles.includes(role.id))) {
    saveUser(desk, { ...user, roles: user.roles.filter((id) => id !== role.id) });
  }
}

/** Saves a channel. An app that lost sight of it hears that it is gone, one that gained it that it is new. */
export function saveChannel(desk: Desk, channel: Channel): Channel {
  const before = desk.store.channels.get(channel.id);
  desk.store.channels.set(channel.id, channel);
  const saw = before?.appMayView === true;
  if (saw || channel.appMayView) {
    const event = !channel.appMayView ? 'CHANNEL_DELETE' : saw ? 'CHANNEL_UPDATE' : 'CHANNEL_CREATE';
    desk.gateway.dispatch(event, GUILDS, channelShape(desk, channel));
  }
  return channel;
}

/** Removes a channel: CHANNEL_DELETE. */
export function removeChannel(desk: Desk, channel: Channel): void {
  const shape = channelShape(desk, channel);
  desk.store.channels.delete(channel.id);
  if (channel.appMayView) desk.gateway.dispatch('CHANNEL_DELETE', GUILDS, shape);
}

/** Shows the guild as it is now to whoever is connected, as after an outage: GUILD_DELETE, unavailable, and GUILD_CREATE. */
export function showAnew(desk: Desk): void {
  desk.gateway.dispatch('GUILD_DELETE', GUILDS, { id: desk.store.guild.id, unavailable: true });
  desk.gateway.dispatch('GUILD_CREATE', GUILDS, (intents: number) =>
    wholeGuildShape(desk, (intents & GatewayIntentBits.GuildMembers) !== 0),
  );
}
