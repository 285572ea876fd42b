import { ChannelType, OverwriteType, PermissionFlagsBits } from 'discord-api-types/v10';
import type { APIChannel, APIOverwrite, APIRole } from 'discord-api-types/v10';
import type { ChatRoles } from '../../../ports/chat.ts';
import type { Finding, NamedInConfiguration } from '../../../ports/platform.ts';
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

/** What isn't as it should be with the channels and roles that the file names. Never throws. */
export async function inspectNamed(named: NamedInConfiguration, around: Around): Promise<readonly Finding[]> {
  const [channels, roles] = await Promise.all([
    channelFindings(named.channels, around),
    roleFindings(named.roles, around),
  ]);
  return [...channels, ...roles];
}

const problem = (sentence: string): Finding => ({ sentence, isProblem: true });

async function channelFindings(
  channels: NamedInConfiguration['channels'],
  { guild, guildId }: Around,
): Promise<readonly Finding[]> {
  if (channels.length === 0) return [];
  try {
    const [all, roles, self] = await Promise.all([guild.channels(), guild.roles(), guild.self()]);
    return channels.flatMap(({ path, id }) => {
      const name = `${path} (${id})`;
      const channel = all.find((one) => one.id === id);
      if (!channel) return [problem(`${name} is no channel of the Discord server: copy its id again.`)];
      if (channel.type !== ChannelType.GuildText && channel.type !== ChannelType.GuildAnnouncement) {
        return [problem(`${name} is no text channel: choose one that messages can be posted in.`)];
      }
      return standingOf(name, channel, roles, self, guildId);
    });
  } catch (error) {
    return channels.map(({ path, id }) =>
      problem(`${path} (${id}) cannot be looked at (${wordsOf(error)}): try again later.`),
    );
  }
}

function standingOf(
  name: string,
  channel: APIChannel,
  roles: readonly APIRole[],
  self: Member,
  guildId: string,
): readonly Finding[] {
  const overwrites = 'permission_overwrites' in channel ? (channel.permission_overwrites ?? []) : [];
  const bot = permissionsIn(overwrites, roles, self, guildId);
  const everyone = permissionsIn(overwrites, roles, null, guildId);
  const missing = needed.filter(([, bit]) => (bot & bit) === 0n).map(([word]) => word);
  const found: Finding[] = [];
  if (missing.length > 0) {
    found.push(problem(`${name} lacks ${missing.join(', ')} for the bot: allow it in the channel’s permissions.`));
  }
  if ((everyone & ViewChannel) !== 0n) {
    const sentence = `${name} is visible to @everyone: all members can read who asks for what. Make it private.`;
    found.push({ sentence, isProblem: false });
  }
  return found;
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

async function roleFindings(named: NamedInConfiguration['roles'], { roles }: Around): Promise<readonly Finding[]> {
  const found = await Promise.all(
    named.map(async ({ path, id, given = true }) => {
      try {
        if (!given && (await roles.name(id)) !== null) return null;
        const obstacle = await roles.obstacle(id);
        return obstacle === null ? null : problem(`${path} (${id}): ${obstacle}`);
      } catch (error) {
        return problem(`${path} (${id}) cannot be looked at (${wordsOf(error)}): try again later.`);
      }
    }),
  );
  return found.filter((one) => one !== null);
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
