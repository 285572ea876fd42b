import { z } from 'zod';

/** How to reach Discord: one application in one guild. */
export interface DiscordConfig {
  readonly token: string;
  readonly applicationId: string;
  readonly guildId: string;
  /** Without a slash at the end. */
  readonly apiUrl: string;
  /** What signing in needs; null: codes only. */
  readonly clientSecret: string | null;
}

const snowflake = /^\d{1,20}$/;
const text = z
  .string()
  .optional()
  .transform((value) => value?.trim() || null);

/** Reads the variables from an object; null: no token, Discord is off. Every problem names its variable. */
export const discordEnvironment = z
  .object({
    DISCORD_TOKEN: text,
    DISCORD_APPLICATION_ID: text,
    DISCORD_GUILD_ID: text,
    DISCORD_API_URL: text,
    DISCORD_CLIENT_SECRET: text,
  })
  .transform((given, context): DiscordConfig | null => {
    const problem = (variable: string, message: string) =>
      context.addIssue({ code: 'custom', path: [variable], message: `${variable} ${message}` });
    const { DISCORD_TOKEN: token, DISCORD_APPLICATION_ID: applicationId, DISCORD_GUILD_ID: guildId } = given;
    if (token === null) return null;
    if (/\s/.test(token)) {
      problem('DISCORD_TOKEN', 'is not a bot token: copy it from “Bot” of the application, without “Bot ” before it.');
    }
    if (applicationId === null || !snowflake.test(applicationId)) {
      const word = applicationId === null ? 'is missing' : 'is not an application’s id';
      problem('DISCORD_APPLICATION_ID', `${word}: copy it from “General Information” of the application.`);
    }
    if (guildId === null || !snowflake.test(guildId)) {
      const word = guildId === null ? 'is missing' : 'is not a server’s id';
      problem('DISCORD_GUILD_ID', `${word}: with the developer mode on, right-click the server and copy its id.`);
    }
    const apiUrl = readUrl(given.DISCORD_API_URL ?? 'https://discord.com/api');
    if (apiUrl === null) {
      problem('DISCORD_API_URL', 'is not a web address: leave it out, or write one such as https://discord.com/api.');
    }
    return {
      token,
      applicationId: applicationId ?? '',
      guildId: guildId ?? '',
      apiUrl: apiUrl ?? '',
      clientSecret: given.DISCORD_CLIENT_SECRET,
    };
  });

function readUrl(value: string): string | null {
  if (!URL.canParse(value) || !/^https?:$/.test(new URL(value).protocol)) return null;
  return value.replace(/\/+$/, '');
}

/** Where Discord sends who signed in. */
export const signInPath = '/discord/signed-in';

/** What the registry needs to know of Discord. */
export const discord = {
  name: 'discord',
  token: 'DISCORD_TOKEN',
  setUp: 'DISCORD_TOKEN, with DISCORD_APPLICATION_ID and DISCORD_GUILD_ID beside it',
  asked: [
    { variable: 'DISCORD_TOKEN', what: 'Discord: the bot’s token, under “Bot”', isSecret: true, isOptional: true },
    {
      variable: 'DISCORD_APPLICATION_ID',
      what: 'Discord: the application’s id, under “General Information”',
      isSecret: false,
      isOptional: false,
    },
    {
      variable: 'DISCORD_GUILD_ID',
      what: 'Discord: the server’s id (developer mode, right-click the server)',
      isSecret: false,
      isOptional: false,
    },
  ],
  environment: discordEnvironment,
  paths: ({ clientSecret }: DiscordConfig) =>
    clientSecret === null ? [] : [{ method: 'GET', path: signInPath } as const],
  memberId: snowflake,
  roleId: snowflake,
};
