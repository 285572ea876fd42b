import { describe, expect, it } from 'vitest';
import { slackEnvironment } from '../../../src/chat/slack/config.ts';

const problems = (given: object) =>
  (slackEnvironment.safeParse(given).error?.issues ?? []).map(({ path, message }) => `${path.join('.')}: ${message}`);

describe('the environment of Slack', () => {
  it('is off without a bot token', () => {
    expect(slackEnvironment.parse({})).toBeNull();
    expect(slackEnvironment.parse({ SLACK_BOT_TOKEN: ' ', SLACK_SIGNING_SECRET: 's' })).toBeNull();
  });

  it('takes HTTP with a signing secret, and Slack itself', () => {
    expect(slackEnvironment.parse({ SLACK_BOT_TOKEN: 'xoxb-1', SLACK_SIGNING_SECRET: 's' })).toEqual({
      botToken: 'xoxb-1',
      signingSecret: 's',
      appToken: null,
      apiUrl: 'https://slack.com/api/',
    });
  });

  it('takes Socket Mode without a signing secret, and another address', () => {
    expect(
      slackEnvironment.parse({
        SLACK_BOT_TOKEN: 'xoxb-1',
        SLACK_APP_TOKEN: 'xapp-1',
        SLACK_API_URL: 'http://127.0.0.1:4000/api',
      }),
    ).toEqual({ botToken: 'xoxb-1', signingSecret: null, appToken: 'xapp-1', apiUrl: 'http://127.0.0.1:4000/api/' });
  });

  it('names every wrong variable at once', () => {
    expect(problems({ SLACK_BOT_TOKEN: 'xapp-1', SLACK_APP_TOKEN: 'xoxb-1', SLACK_API_URL: 'slack' })).toEqual([
      expect.stringMatching(/^SLACK_BOT_TOKEN: SLACK_BOT_TOKEN is not a bot token/),
      expect.stringMatching(/^SLACK_APP_TOKEN: SLACK_APP_TOKEN is not an app-level token/),
      expect.stringMatching(/^SLACK_API_URL: SLACK_API_URL is not a web address/),
    ]);
    expect(problems({ SLACK_BOT_TOKEN: 'xoxb-1' })).toEqual([
      expect.stringMatching(/^SLACK_SIGNING_SECRET: SLACK_SIGNING_SECRET is missing/),
    ]);
  });
});
