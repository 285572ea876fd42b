import { ChannelType, OverwriteType, PermissionFlagsBits } from 'discord.js';
import type { APIChannel, APIOverwrite, APIRole } from 'discord.js';
import type { ChatRoles } from '../../ports/chat.ts';
import type { NamedInConfiguration } from '../../ports/platform.ts';
import type { Guild, Member } from './guild.ts';

const { ViewChannel, SendMessages, ReadMessageHistory, EmbedLinks, Administrator } = PermissionFlagsBits;

/** What the bot needs in a channel, as Discord calls it. */
const needed = [
  ['View Channel', ViewChannel],
  ['Send Messages', SendMessages],
  ['Embed Links', EmbedLinks],
  ['Read Message History', ReadMessageHistory],
] as const;

interface Around {
  readonly guild: Pick<Guild, 'channels' | 'roles' | 'self'>;
  readonly guildId: string;
  readonly roles: Pick<ChatRoles, 'name' | 'obstacle'>;
}

/** For `latchkey config check`: one sentence for each channel or role that will not do. Never throws. */
export async function namedWarnings(named: NamedInConfiguration, around: Around): Promise<readonly string[]> {
  const [channels, roles] = await Promise.all([
    channelWarnings(named.channels, around),
    roleWarnings(named.roles, around),
  ]);
  return [...channels, ...roles];
}

async function channelWarnings(
  channels: NamedInConfiguration['channels'],
  { guild, guildId }: Around,
): Promise<readonly string[]> {
  if (channels.length === 0) return [];
  try {
    const [all, roles, self] = await Promise.all([guild.channels(), guild.roles(), guild.self()]);
    return channels.flatMap(({ path, id }) => {
      const name = `${path} (${id})`;
      const channel = all.find((one) => one.id === id);
      if (!channel) return [`${name} is no channel of the Discord server: copy its id again.`];
      if (channel.type !== ChannelType.GuildText && channel.type !== ChannelType.GuildAnnouncement) {
        return [`${name} is no text channel: choose one that messages can be posted in.`];
      }
      return standingOf(name, channel, roles, self, guildId);
    });
  } catch (error) {
    return channels.map(({ path, id }) => `${path} (${id}) cannot be looked at (${wordsOf(error)}): try again later.`);
  }
}

function standingOf(
  name: string,
  channel: APIChannel,
  roles: readonly APIRole[],
  self: Member,
  guildId: string,
): readonly string[] {
  const overwrites = 'permission_overwrites' in channel ? (channel.permission_overwrites ?? []) : [];
  const bot = permissionsIn(overwrites, roles, self, guildId);
  const everyone = permissionsIn(overwrites, roles, null, guildId);
  const missing = needed.filter(([, bit]) => (bot & bit) === 0n).map(([word]) => word);
  const warnings: string[] = [];
  if (missing.length > 0) {
    warnings.push(`${name} lacks ${missing.join(', ')} for the bot: allow it in the channel’s permissions.`);
  }
  if ((everyone & ViewChannel) !== 0n) {
    warnings.push(`${name} is visible to @everyone: all members can read who asks for what. Make it private.`);
  }
  return warnings;
}

/** What a member may do in a channel, as Discord computes it; null: somebody with no role but `@everyone`. */
export function permissionsIn(
  overwrites: readonly APIOverwrite[],
  roles: readonly Pick<APIRole, 'id' | 'permissions'>[],
  member: Pick<Member, 'roles' | 'user'> | null,
  guildId: string,
): bigint {
  const held = member?.roles ?? [];
  const mine = roles.filter(({ id }) => id === guildId || held.includes(id));
  let bits = mine.reduce((all, { permissions }) => all | BigInt(permissions), 0n);
  if ((bits & Administrator) !== 0n) return ~0n;
  const apply = (some: readonly APIOverwrite[]): void => {
    const deny = some.reduce((all, one) => all | BigInt(one.deny), 0n);
    const allow = some.reduce((all, one) => all | BigInt(one.allow), 0n);
    bits = (bits & ~deny) | allow;
  };
  apply(overwrites.filter(({ id }) => id === guildId));
  apply(overwrites.filter(({ id, type }) => type === OverwriteType.Role && held.includes(id)));
  if (member) apply(overwrites.filter(({ id, type }) => type === OverwriteType.Member && id === member.user.id));
  return bits;
}

async function roleWarnings(named: NamedInConfiguration['roles'], { roles }: Around): Promise<readonly string[]> {
  const found = await Promise.all(
    named.map(async ({ path, id, given = true }) => {
      try {
        if (!given && (await roles.name(id)) !== null) return null;
        const obstacle = await roles.obstacle(id);
        return obstacle === null ? null : `${path} (${id}): ${obstacle}`;
      } catch (error) {
        return `${path} (${id}) cannot be looked at (${wordsOf(error)}): try again later.`;
      }
    }),
  );
  return found.filter((one) => one !== null);
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
