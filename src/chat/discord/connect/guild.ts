import { Routes } from 'discord-api-types/v10';
import type { APIChannel, APIGuildMember, APIRole } from 'discord-api-types/v10';
import { ChatRefused } from '../../../ports/chat.ts';
import { createReadCache } from '../../../lib/read-cache.ts';
import type { Clock } from '../../../ports/clock.ts';
import { createEverybody, pageSize } from './member-list.ts';
import type { OwnIdentity } from './identity.ts';
import type { Rest } from './rest.ts';

/** The parts of a member that matter here. */
export type Member = Pick<APIGuildMember, 'user' | 'nick' | 'roles' | 'joined_at' | 'pending'>;

const cacheMs = 60_000;
const mostCached = 5_000;
/** Discord knows no such user, no such member, or the id is none at all. */
const nobody = new Set(['10007', '10013', '50035']);

/** What Discord says of our guild: asked once at a time for each thing, remembered for a minute at most. */
export function createGuild({
  rest,
  own,
  clock,
}: {
  readonly rest: Rest;
  readonly own: Pick<OwnIdentity, 'guild' | 'user'>;
  readonly clock: Clock;
}) {
  const members = createReadCache<Member | null>({ ttlMs: cacheMs, max: mostCached, clock });
  const roles = createReadCache<readonly APIRole[]>({ ttlMs: cacheMs, max: 1, clock });

  async function readMember(user: string): Promise<Member | null> {
    try {
      return (await rest('GET', Routes.guildMember(own.guild, user))) as APIGuildMember;
    } catch (error) {
      if (error instanceof ChatRefused && nobody.has(error.code)) return null;
      throw error;
    }
  }

  async function readPage(after: string): Promise<readonly Member[]> {
    const query = { limit: String(pageSize), after };
    return (await rest('GET', Routes.guildMembers(own.guild), { query })) as readonly APIGuildMember[];
  }

  const member = (user: string, fresh = false): Promise<Member | null> =>
    members.get(user, fresh, () => readMember(user));
  const whole = createEverybody({ readPage, readMember: member, clock });

  return {
    /** Null: they are no member. `fresh` asks again, also when an older question is still on its way. */
    member,
    /** All members. While Discord limits the list it is read on in the background, and `ChatUnavailable` says how long. */
    everybody: whole.everybody,
    /** The guild's roles, `@everyone` among them. */
    roles: (fresh = false): Promise<readonly APIRole[]> =>
      roles.get('', fresh, async () => (await rest('GET', Routes.guildRoles(own.guild))) as readonly APIRole[]),
    /** The bot as a member. */
    self: async (): Promise<Member> => {
      const itself = await member(own.user);
      if (!itself) throw new ChatRefused('The bot is not in the server any more', '10007');
      return itself;
    },
    /** Members whose user name or nickname begins so; at most 100. */
    async search(query: string): Promise<readonly Member[]> {
      const path = Routes.guildMembersSearch(own.guild);
      return (await rest('GET', path, { query: { query, limit: '100' } })) as readonly APIGuildMember[];
    },
    channels: async (): Promise<readonly APIChannel[]> =>
      (await rest('GET', Routes.guildChannels(own.guild))) as readonly APIChannel[],
    /** Forgets what was read of somebody, also what is being read now. */
    forget(user: string): void {
      members.forget(user);
      whole.forget(user);
    },
    forgetRoles(): void {
      roles.forget('');
    },
    /** Forgets everything that was read, as the bot came to the guild or left it. */
    forgetAll(): void {
      members.clear();
      roles.clear();
    },
  };
}

export type Guild = ReturnType<typeof createGuild>;
