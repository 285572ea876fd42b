import type { Chat } from '../../ports/chat.ts';
import type { ConnectedPlatform, PlatformParts } from '../../ports/platform.ts';
import { createAccountChanges } from './inbound/account-changes.ts';
import { createAnswer } from './outbound/answer.ts';
import type { SlackConfig } from './config.ts';
import { readOwnIdentity } from './connect/identity.ts';
import { inspect } from './connect/inspect.ts';
import { listen } from './inbound/listen.ts';
import { createPace } from '../pace.ts';
import { createPost } from './outbound/post.ts';
import { createProfiles } from './people/profile.ts';
import { createRender } from './outbound/render.ts';
import { createSdkLog } from './connect/sdk-log.ts';
import { createWeb } from './connect/web.ts';
import { words } from '../../words/index.ts';

/**
 * Connects to Slack: asks who we are, waiting while Slack is away, until `signal` aborts. The chat alone needs the Web API
 * only, as a worker does; `listen` is for the process that hears people.
 */
export async function connectSlack(
  config: SlackConfig,
  { log, clock, signal }: Pick<PlatformParts, 'log' | 'clock' | 'signal'>,
): Promise<ConnectedPlatform> {
  const logger = createSdkLog(log);
  const web = createWeb(config, logger, clock);
  const own = await readOwnIdentity({ web, log, clock }, signal);
  const render = createRender(own.workspace);
  const profiles = createProfiles({ web, own, clock });
  const answer = createAnswer({ web, apiUrl: config.apiUrl, render, clock });
  const chat: Chat = {
    platform: 'slack',
    name: 'Slack',
    get hint() {
      return words.chats.formHint('/access');
    },
    showsEmails: true,
    commandText: (name, value) => `/access ${name} ${value}`,
    profile: (account, options) => profiles.profile(account, options),
    localeOf: (user) => profiles.localeOf(user),
    accountByEmail: (email) => profiles.accountByEmail(email),
    accountByName: (text) => profiles.accountByName(text),
    answer,
    ...createPost({ web, own, render, pace: createPace(clock, 1_000), log }),
    signIn: () => null,
    roles: null,
  };
  const changes = createAccountChanges(profiles, own);
  return {
    chat,
    listen: (hearing) =>
      listen(
        { config, own, logger, log, clock, web, render, answer, changes, localeOf: (user) => profiles.localeOf(user) },
        hearing,
      ),
    inspect: (named) => inspect(config, named, { log, clock }),
    close: () => Promise.resolve(),
  };
}
