import { PermissionFlagsBits } from 'discord-api-types/v10';
import type { Role, User } from './types.ts';

const { ViewChannel, SendMessages, EmbedLinks, ReadMessageHistory, UseApplicationCommands } = PermissionFlagsBits;
const { ManageRoles, ViewAuditLog, Administrator } = PermissionFlagsBits;

/** What everyone may do in a guild. */
export const EVERYONE = ViewChannel | SendMessages | EmbedLinks | ReadMessageHistory | UseApplicationCommands;
/** What the app's own role adds. */
export const APP = EVERYONE | ManageRoles | ViewAuditLog;
/** What the server's owner may do. */
export const OWNER = Administrator;

/** A member's permissions in the guild as a whole; an administrator's are all of them. */
export function permissionsOf(user: User, roles: readonly Role[], guildId: string): bigint {
  const held = roles.filter((role) => role.id === guildId || user.roles.includes(role.id));
  const all = held.reduce((bits, role) => bits | BigInt(role.permissions), 0n);
  return (all & Administrator) === 0n ? all : ALL;
}

/** The highest of a member's roles; 0, which is `@everyone`'s, without one. */
export function highestPosition(user: User, roles: readonly Role[]): number {
  return Math.max(0, ...roles.filter((role) => user.roles.includes(role.id)).map((role) => role.position));
}

const ALL = Object.values(PermissionFlagsBits).reduce((bits, bit) => bits | bit, 0n);
