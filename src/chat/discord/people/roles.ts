import { PermissionFlagsBits, Routes } from 'discord-api-types/v10';
import type { APIRole } from 'discord-api-types/v10';
import { cut } from '../../../domain/cut.ts';
import { freeName } from '../../../domain/free-name.ts';
import type { Account } from '../../../domain/identity.ts';
import type { ChatRoles } from '../../../ports/chat.ts';
import { ChatRefused, ChatUnavailable } from '../../../ports/chat.ts';
import type { Guild } from '../connect/guild.ts';
import type { OwnIdentity } from '../connect/identity.ts';
import { accountOf } from './account.ts';
import type { Rest } from '../connect/rest.ts';

/** Discord's audit log takes so many characters. */
const longestReason = 512;

/**
 * The guild's roles: who holds them, what hinders the bot, given and taken. While the bot isn't in the guild, or its token
 * is refused, nothing is known of anybody: every method throws `ChatUnavailable`.
 */
export function createRoles(parts: Parameters<typeof createBareRoles>[0]): ChatRoles {
  const bare = createBareRoles(parts);
  return {
    name: (...args) => asAway(bare.name(...args)),
    held: (...args) => asAway(bare.held(...args)),
    holders: (...args) => asAway(bare.holders(...args)),
    obstacle: (...args) => asAway(bare.obstacle(...args)),
    give: (...args) => asAway(bare.give(...args)),
    take: (...args) => asAway(bare.take(...args)),
  };
}

async function asAway<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof ChatRefused && error.kind === 'blocked' && error.concerns === 'token')) throw error;
    throw new ChatUnavailable(error.message, null, { cause: error });
  }
}

function createBareRoles({
  rest,
  own,
  guild,
}: {
  readonly rest: Rest;
  readonly own: Pick<OwnIdentity, 'guild' | 'user'>;
  readonly guild: Guild;
}): ChatRoles {
  async function change(method: 'PUT' | 'DELETE', { user }: Account, role: string, reason: string): Promise<void> {
    try {
      await rest(method, Routes.guildMemberRole(own.guild, user, role), { reason: auditReason(reason) });
    } catch (error) {
      if (error instanceof ChatRefused) {
        // Why is read anew.
        guild.forgetRoles();
        guild.forget(own.user);
      }
      throw error;
    } finally {
      guild.forget(user);
    }
  }

  return {
    async name(role, { fresh = false } = {}) {
      const found = (await guild.roles(fresh)).find(({ id }) => id === role);
      return found ? freeName(found.name) : null;
    },

    async held(account, { fresh = false } = {}) {
      const member = account.platform === 'discord' ? await guild.member(account.user, fresh) : null;
      // Who was invited without an account of their own has no time of joining.
      return member && { roles: member.roles, memberSince: Date.parse(member.joined_at ?? '') || 0 };
    },

    async holders(role) {
      const everybody = await guild.everybody();
      // Bots have no accesses, and what they hold is nothing to Latchkey.
      const holders = everybody.filter(({ roles, user }) => roles.includes(role) && user.bot !== true);
      return holders.map(({ user }) => accountOf(user.id));
    },

    async obstacle(role) {
      const [all, self] = await Promise.all([guild.roles(), guild.self()]);
      return obstacleTo(role, all, self.roles, own.guild);
    },

    give: (account, role, reason) => change('PUT', account, role, reason),

    async take(account, role, reason) {
      try {
        await change('DELETE', account, role, reason);
      } catch (error) {
        // Who has left holds no roles.
        if (!(error instanceof ChatRefused && error.code === '10007')) throw error;
      }
    },
  };
}

/** Why the bot, holding `held`, could not give a role; null: it can. `guild` is also the id of `@everyone`. */
export function obstacleTo(
  role: string,
  all: readonly Pick<APIRole, 'id' | 'name' | 'position' | 'managed' | 'permissions'>[],
  held: readonly string[],
  guild: string,
): string | null {
  const wanted = all.find(({ id }) => id === role);
  if (!wanted) {
    return `There is no Discord role with the id ${role}: copy the id again from Server Settings > Roles.`;
  }
  const name = `“${wanted.name}”`;
  if (role === guild) return `${name} is every member’s role and cannot be given: choose another Discord role.`;
  if (wanted.managed) {
    return `The Discord role ${name} belongs to an integration and cannot be given: choose another Discord role.`;
  }
  const mine = all.filter(({ id }) => id === guild || held.includes(id));
  const permissions = mine.reduce((bits, one) => bits | BigInt(one.permissions), 0n);
  const highest = mine.reduce<(typeof mine)[number] | null>((top, one) => (top && isAbove(top, one) ? top : one), null);
  const ownName = highest && highest.id !== guild ? `the bot’s own role “${highest.name}”` : 'the bot';
  if ((permissions & (PermissionFlagsBits.ManageRoles | PermissionFlagsBits.Administrator)) === 0n) {
    return `To give the Discord role ${name}, ${ownName} needs the permission Manage Roles: switch it on in Server Settings > Roles.`;
  }
  if (!highest || !isAbove(highest, wanted)) {
    const own = highest && highest.id !== guild ? `“${highest.name}”` : 'a role of the bot';
    return `The bot cannot give the Discord role ${name}: drag ${own} above ${name} in Server Settings > Roles.`;
  }
  return null;
}

/** Where two roles stand equally high, the older one is above. */
function isAbove(a: Pick<APIRole, 'id' | 'position'>, b: Pick<APIRole, 'id' | 'position'>): boolean {
  return a.position === b.position ? BigInt(a.id) < BigInt(b.id) : a.position > b.position;
}

function auditReason(reason: string): string {
  return cut(reason.replace(/\s+/g, ' ').trim(), longestReason);
}
