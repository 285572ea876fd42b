import type { Identity } from './identity.ts';
import { APP, EVERYONE, OWNER } from './permissions.ts';
import type { Channel, Role, User } from './types.ts';
import type { DiscordWorld, DiscordWorldUser } from './world-types.ts';

/** The id of the app's own role. */
export const appRoleId = (app: Pick<Identity, 'id'>): string => String(BigInt(app.id) + 1n);

/** The people of a world, and the app's bot user. */
export function usersOf(world: DiscordWorld, app: Identity, now: number): User[] {
  const managed = world.roles.find((role) => role.managed)?.id ?? appRoleId(app);
  const bot: DiscordWorldUser = {
    id: app.id,
    username: app.name.toLowerCase(),
    globalName: '',
    bot: true,
    roles: [managed],
  };
  return [bot, ...world.users].map((user) => userOf(user, now));
}

/** A person as the guild keeps them. */
export function userOf(user: DiscordWorldUser, now: number): User {
  const isMember = user.joined ?? true;
  return {
    id: user.id,
    username: user.username,
    globalName: user.globalName,
    nick: user.nick ?? null,
    email: user.email ?? null,
    verified: user.email !== undefined && (user.verified ?? true),
    bot: user.bot ?? false,
    roles: isMember ? user.roles : [],
    isMember,
    joinedAt: new Date(now).toISOString(),
    dmsClosed: false,
    ...(user.locale === undefined ? {} : { locale: user.locale }),
  };
}

/** The roles of a world, with `@everyone` and the app's own: above all others unless the world places it. */
export function rolesOf(world: DiscordWorld, app: Identity): Role[] {
  const top = Math.max(0, ...world.roles.map((role) => role.position));
  const everyone: Role = {
    id: world.guild.id,
    name: '@everyone',
    color: 0,
    position: 0,
    managed: false,
    permissions: String(EVERYONE),
  };
  const given = world.roles.map((role): Role => {
    const managed = role.managed ?? false;
    const permissions = managed ? APP : role.name === 'Server Owner' ? OWNER : 0n;
    return {
      id: role.id,
      name: role.name,
      color: role.color,
      position: role.position,
      managed,
      permissions: String(permissions),
    };
  });
  if (given.some((role) => role.managed)) return [everyone, ...given];
  const own: Role = {
    id: appRoleId(app),
    name: app.name,
    color: 0,
    position: top + 1,
    managed: true,
    permissions: String(APP),
  };
  return [everyone, ...given, own];
}

/** The channels of a world; who is in the guild at the beginning sees the private ones. */
export function channelsOf(world: DiscordWorld): Channel[] {
  const members = world.users.filter((user) => user.bot !== true).map((user) => user.id);
  return world.channels.map((channel) => ({
    id: channel.id,
    name: channel.name,
    kind: 'text',
    private: channel.private,
    members: channel.private ? members : [],
    appMayView: true,
    appMayWrite: true,
  }));
}
