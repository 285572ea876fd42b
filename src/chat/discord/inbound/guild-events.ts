import type { Log } from '../../../ports/log.ts';
import type { Hearing } from '../../../ports/platform.ts';
import type { Guild } from '../connect/guild.ts';
import type { OwnIdentity } from '../connect/identity.ts';

interface Given {
  readonly id?: unknown;
  readonly guild_id?: unknown;
  readonly unavailable?: unknown;
  readonly guilds?: unknown;
}

/**
 * Hears whether the bot is in its guild, and what becomes of the guild's channels. Each is only a hint, handed on to be
 * verified. Discord forgets the bot's command when it is removed, so `register` is called when it is back.
 */
export function createGuildEvents({
  own,
  guild,
  hearing,
  register,
  log,
}: {
  readonly own: Pick<OwnIdentity, 'guild'>;
  readonly guild: Pick<Guild, 'forgetAll'>;
  readonly hearing: Pick<Hearing, 'placeChanged'>;
  readonly register: () => Promise<void>;
  readonly log: Log;
}) {
  let isAway = false;
  const whole = () => hearing.placeChanged({ platform: 'discord', channel: null });

  return {
    events: new Set(['READY', 'GUILD_DELETE', 'GUILD_CREATE', 'CHANNEL_DELETE', 'CHANNEL_UPDATE', 'CHANNEL_CREATE']),

    async heard(event: string, data: unknown): Promise<void> {
      const given = (data ?? {}) as Given;
      if (event.startsWith('CHANNEL_')) {
        if (given.guild_id !== own.guild || typeof given.id !== 'string') return;
        await hearing.placeChanged({ platform: 'discord', channel: given.id });
        return;
      }
      if (event === 'READY') return isListed(given.guilds) ? undefined : left();
      if (given.id !== own.guild) return;
      // A guild that is only unavailable is an outage of Discord's.
      if (event === 'GUILD_DELETE') return given.unavailable === true ? undefined : left();
      await back();
    },
  };

  async function left(): Promise<void> {
    isAway = true;
    guild.forgetAll();
    await whole();
  }

  async function back(): Promise<void> {
    if (!isAway) return;
    guild.forgetAll();
    try {
      await register();
      isAway = false;
    } catch (error) {
      log.error({ err: error }, 'The bot is back in the server, but its slash command couldn’t be registered');
    }
    await whole();
  }

  function isListed(guilds: unknown): boolean {
    if (!Array.isArray(guilds)) return true;
    return guilds.some((one: Given | null) => one?.id === own.guild);
  }
}
