import { LogLevel } from '@slack/bolt';
import type { App } from '@slack/bolt';
import type { AddressInfo } from 'node:net';

/** The same for both bare apps: they are told who they are, so that they ask Slack nothing. */
export function settings() {
  return {
    signingSecret: process.env['SLACK_SIGNING_SECRET'] ?? '',
    token: process.env['SLACK_BOT_TOKEN'] ?? '',
    tokenVerificationEnabled: false,
    botId: 'B0BENCH',
    botUserId: 'U0BENCH',
    logLevel: LogLevel.ERROR,
  };
}

/** Listens on a free port of this machine and says which on stdout; ends when it is told to, with its profile if it keeps one. */
export async function listen(app: App): Promise<void> {
  const server = await app.start({ port: 0, host: '127.0.0.1' });
  process.once('SIGTERM', () => process.exit());
  process.stdout.write(`${(server.address() as AddressInfo).port}\n`);
}
