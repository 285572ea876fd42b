import { z } from 'zod';

/** How to reach Slack. HTTP needs the signing secret, Socket Mode the app token. */
export interface SlackConfig {
  readonly botToken: string;
  readonly signingSecret: string | null;
  readonly appToken: string | null;
  /** Ends in a slash. */
  readonly apiUrl: string;
}

const text = z
  .string()
  .optional()
  .transform((value) => value?.trim() || null);

/** Reads the four variables from an object; null: no token, Slack is off. Every problem names its variable. */
export const slackEnvironment = z
  .object({ SLACK_BOT_TOKEN: text, SLACK_SIGNING_SECRET: text, SLACK_APP_TOKEN: text, SLACK_API_URL: text })
  .transform((given, context): SlackConfig | null => {
    const problem = (variable: string, message: string) =>
      context.addIssue({ code: 'custom', path: [variable], message: `${variable} ${message}` });
    const { SLACK_BOT_TOKEN: botToken, SLACK_SIGNING_SECRET: signingSecret, SLACK_APP_TOKEN: appToken } = given;
    if (botToken === null) return null;
    if (/\s/.test(botToken) || botToken.startsWith('xapp-')) {
      problem('SLACK_BOT_TOKEN', 'is not a bot token: it starts with xoxb- and stands under “OAuth & Permissions”.');
    }
    if (appToken !== null && (/\s/.test(appToken) || appToken.startsWith('xox'))) {
      problem(
        'SLACK_APP_TOKEN',
        'is not an app-level token: it starts with xapp- and stands under “Basic Information”.',
      );
    }
    if (appToken === null && signingSecret === null) {
      problem(
        'SLACK_SIGNING_SECRET',
        'is missing: set it (“Basic Information” of the app) for HTTP, or SLACK_APP_TOKEN for Socket Mode.',
      );
    }
    const apiUrl = readUrl(given.SLACK_API_URL ?? 'https://slack.com/api/');
    if (apiUrl === null) {
      problem('SLACK_API_URL', 'is not a web address: leave it out, or write one such as https://slack.com/api/.');
    }
    return { botToken, signingSecret, appToken, apiUrl: apiUrl ?? '' };
  });

function readUrl(value: string): string | null {
  if (!URL.canParse(value) || !/^https?:$/.test(new URL(value).protocol)) return null;
  return value.endsWith('/') ? value : `${value}/`;
}

/** Where Slack delivers when it is not over Socket Mode. */
export const eventsPath = '/slack/events';

/** What the registry needs to know of Slack. */
export const slack = {
  name: 'slack',
  token: 'SLACK_BOT_TOKEN',
  setUp: 'SLACK_BOT_TOKEN (xoxb-…), and SLACK_SIGNING_SECRET beside it, or SLACK_APP_TOKEN (xapp-…) for Socket Mode',
  asked: [
    {
      variable: 'SLACK_BOT_TOKEN',
      what: 'Slack: the Bot User OAuth Token (xoxb-…), under “OAuth & Permissions”',
      isSecret: true,
      isOptional: true,
    },
    {
      variable: 'SLACK_APP_TOKEN',
      what: 'Slack: the app-level token (xapp-…) for Socket Mode; none for HTTP',
      isSecret: true,
      isOptional: true,
    },
    {
      variable: 'SLACK_SIGNING_SECRET',
      what: 'Slack: the Signing Secret for HTTP, under “Basic Information”; none with Socket Mode',
      isSecret: true,
      isOptional: true,
    },
  ],
  environment: slackEnvironment,
  paths: ({ appToken }: SlackConfig) => (appToken === null ? [{ method: 'POST', path: eventsPath } as const] : []),
  memberId: null,
  roleId: null,
};
