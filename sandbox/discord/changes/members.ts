import { GatewayIntentBits } from 'discord-api-types/v10';
import type { Desk } from '../desk.ts';
import { auditShape } from '../shapes/audit.ts';
import { memberShape, userShape } from '../shapes/user.ts';
import type { AuditEntry, Role, User } from '../types.ts';

/** Saves a person; GUILD_MEMBER_UPDATE where they are in the guild. */
export function saveUser(desk: Desk, user: User): User {
  desk.store.users.set(user.id, user);
  if (user.isMember) {
    desk.gateway.dispatch('GUILD_MEMBER_UPDATE', GatewayIntentBits.GuildMembers, {
      guild_id: desk.store.guild.id,
      ...memberShape(user),
    });
  }
  return user;
}

/** Comes (back) into the guild, without roles: GUILD_MEMBER_ADD. */
export function join(desk: Desk, user: User): User {
  if (user.isMember) return user;
  const joined: User = { ...user, isMember: true, roles: [], nick: null, joinedAt: new Date(desk.now()).toISOString() };
  desk.store.users.set(user.id, joined);
  desk.gateway.dispatch('GUILD_MEMBER_ADD', GatewayIntentBits.GuildMembers, {
    guild_id: desk.store.guild.id,
    ...memberShape(joined),
  });
  return joined;
}

/** Leaves the guild, and loses every role by that: GUILD_MEMBER_REMOVE. */
export function leave(desk: Desk, user: User): User {
  if (!user.isMember) return user;
  const left: User = { ...user, isMember: false, roles: [], nick: null };
  desk.store.users.set(user.id, left);
  desk.gateway.dispatch('GUILD_MEMBER_REMOVE', GatewayIntentBits.GuildMembers, {
    guild_id: desk.store.guild.id,
    user: userShape(left),
  });
  return left;
}

/** Gives or takes a role; nothing is written down where nothing changes. @param by who does it, with the reason they gave */
export function setRole(
  desk: Desk,
  user: User,
  role: Role,
  isWanted: boolean,
  by: { user: string; reason: string | null },
): User {
  if (user.roles.includes(role.id) === isWanted) return user;
  const others = user.roles.filter((id) => id !== role.id);
  const changed = saveUser(desk, { ...user, roles: isWanted ? [...others, role.id] : others });
  const entry: AuditEntry = {
    id: desk.store.nextId(),
    action: isWanted ? 'role-given' : 'role-taken',
    user: by.user,
    target: user.id,
    role: { id: role.id, name: role.name },
    reason: by.reason,
    at: new Date(desk.now()).toISOString(),
  };
  desk.store.audit.set(entry.id, entry);
  desk.gateway.dispatch('GUILD_AUDIT_LOG_ENTRY_CREATE', GatewayIntentBits.GuildModeration, {
    guild_id: desk.store.guild.id,
    ...auditShape(entry),
  });
  return changed;
}
