import { Routes } from 'discord-api-types/v10';
import type { APIApplication, APIGuild, APIUser } from 'discord-api-types/v10';
import { ChatRefused } from '../../../ports/chat.ts';
import type { Clock } from '../../../ports/clock.ts';
import type { Log } from '../../../ports/log.ts';
import type { DiscordConfig } from '../config.ts';
import { retryAway } from '../../retry-away.ts';
import type { Rest } from './rest.ts';

/** Who the bot is, and where. */
export interface OwnIdentity {
  readonly application: string;
  /** The bot's user id. */
  readonly user: string;
  readonly guild: string;
  readonly guildName: string;
}

type Given = Pick<DiscordConfig, 'applicationId' | 'guildId'>;

/**
 * Asks Discord who we are and whether the guild knows us, again and again while Discord is away (1 s to 30 s apart), until
 * `signal` aborts. What Discord refuses is an error that names the variable.
 */
export function readOwnIdentity(
  { rest, given, log, clock }: { readonly rest: Rest; readonly given: Given; readonly log: Log; readonly clock: Clock },
  signal?: AbortSignal,
): Promise<OwnIdentity> {
  return retryAway('Discord cannot be asked who we are', { log, clock, signal }, () => ask(rest, given));
}

async function ask(rest: Rest, { applicationId, guildId }: Given): Promise<OwnIdentity> {
  const user = (await refusedAs(
    'Discord does not accept DISCORD_TOKEN: copy the token again from “Bot” of the application',
    rest('GET', Routes.user()),
  )) as APIUser;
  const application = (await refusedAs(
    'Discord does not say which application DISCORD_TOKEN belongs to: copy the token again from “Bot” of the application',
    rest('GET', Routes.currentApplication()),
  )) as APIApplication;
  if (application.id !== applicationId) {
    throw new Error(
      `DISCORD_APPLICATION_ID (${applicationId}) is not the application of DISCORD_TOKEN, which is ${application.id}: copy both from the same application`,
    );
  }
  const guild = (await refusedAs(
    `The bot is not in the server that DISCORD_GUILD_ID names (${guildId}): check the id, and invite the bot there with the scopes bot and applications.commands`,
    rest('GET', Routes.guild(guildId)),
  )) as APIGuild;
  return { application: application.id, user: user.id, guild: guild.id, guildName: guild.name };
}

/** What Discord refuses becomes a sentence that says what to mend. */
export async function refusedAs(sentence: string, call: Promise<unknown>): Promise<unknown> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof ChatRefused) throw new Error(`${sentence} (${error.code})`, { cause: error });
    throw error;
  }
}
