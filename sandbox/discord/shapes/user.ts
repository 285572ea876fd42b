import type { Json, User } from '../types.ts';

/** A user as REST and Gateway show one to anybody: without the e-mail. */
export function userShape(user: User): Json {
  return {
    id: user.id,
    username: user.username,
    discriminator: user.bot ? '0000' : '0',
    global_name: user.bot ? null : user.globalName,
    avatar: null,
    banner: null,
    accent_color: null,
    avatar_decoration_data: null,
    collectibles: null,
    primary_guild: null,
    public_flags: 0,
    flags: 0,
    ...(user.bot ? { bot: true } : {}),
  };
}

/** A member of the guild, without the user. */
export function bareMemberShape(user: User): Json {
  return {
    nick: user.nick,
    avatar: null,
    banner: null,
    roles: user.roles,
    joined_at: user.joinedAt,
    premium_since: null,
    pending: false,
    communication_disabled_until: null,
    unusual_dm_activity_until: null,
    flags: 0,
  };
}

/** A member of the guild. */
export function memberShape(user: User): Json {
  return { ...bareMemberShape(user), deaf: false, mute: false, user: userShape(user) };
}
