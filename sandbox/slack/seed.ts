import type { Channel, User } from './types.ts';
import type { Identity } from './identity.ts';
import { SLACKBOT } from './identity.ts';
import type { World, WorldChannel, WorldUser } from './world-types.ts';

/** The people of a world, the app's own user and Slackbot among them. */
export function usersOf(world: World, app: Identity, now: number): User[] {
  const bots: WorldUser[] = [
    { id: SLACKBOT, name: 'slackbot', realName: 'Slackbot', bot: true },
    { id: app.botUserId, name: app.name.toLowerCase(), realName: app.name, bot: true },
  ];
  return [...bots, ...world.users].map((user) => userOf(user, world.team.id, now));
}

/** A person as the workspace keeps them. */
export function userOf(user: WorldUser, teamId: string, now: number): User {
  return {
    id: user.id,
    teamId: user.teamId ?? teamId,
    name: user.name,
    realName: user.realName,
    ...(user.email === undefined ? {} : { email: user.email }),
    emailConfirmed: user.emailConfirmed ?? user.email !== undefined,
    title: user.title ?? '',
    ...(user.guest === undefined ? {} : { guest: user.guest }),
    bot: user.bot ?? false,
    deleted: user.deleted ?? false,
    ...(user.enterpriseId === undefined ? {} : { enterpriseId: user.enterpriseId }),
    ...(user.locale === undefined ? {} : { locale: user.locale }),
    updated: Math.floor(now / 1000),
  };
}

/** The channels of a world, with their members. */
export function channelsOf(world: World, now: number): Channel[] {
  return world.channels.map((channel, index) => ({
    id: channel.id,
    name: channel.name,
    kind: channel.private ? 'private' : 'public',
    shared: channel.shared ?? false,
    members: channel.members ?? membersOf(world, channel, index),
    app: channel.app ?? true,
    created: Math.floor(now / 1000),
  }));
}

/** Guests are in the channels that are shared, or in the first public one where none is. */
function membersOf(world: World, channel: WorldChannel, index: number): string[] {
  const isAnyShared = world.channels.some((one) => one.shared);
  const firstPublic = world.channels.findIndex((one) => !one.private);
  const takesGuests = isAnyShared ? channel.shared === true : index === firstPublic;
  return world.users
    .filter((user) => user.bot !== true && user.deleted !== true)
    .filter((user) => (user.teamId === undefined || user.teamId === world.team.id ? true : channel.shared === true))
    .filter((user) => user.guest === undefined || takesGuests)
    .map((user) => user.id);
}
