import type { Account } from '../../domain/identity.ts';
import type { Chat } from '../../ports/chat.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Commands } from '../../ports/commands.ts';
import type { Log } from '../../ports/log.ts';
import { createAccountChanges } from './account-changes.ts';
import { createAnswer } from './answer.ts';
import type { SlackConfig } from './config.ts';
import { readOwnIdentity } from './identity.ts';
import { listen } from './listen.ts';
import type { Ears } from './listen.ts';
import { createPace } from './pace.ts';
import { createPost } from './post.ts';
import { createProfiles } from './profile.ts';
import { createRender } from './render.ts';
import { createSdkLog } from './sdk-log.ts';
import { createWeb } from './web.ts';

export interface ConnectedSlack {
  readonly chat: Chat;
  /** The workspace of every account of this platform. */
  readonly workspace: string;
  /** Hears commands from now on; `changed` is called when somebody's standing or e-mail may have changed. */
  listen(commands: Commands, changed: (account: Account) => Promise<unknown>): Promise<Ears>;
  close(): Promise<void>;
}

/**
 * Connects to Slack: asks who we are, waiting while Slack is away, until `signal` aborts. The chat alone needs the Web API
 * only, as a worker does; `listen` is for the process that hears people.
 */
export async function connectSlack(
  config: SlackConfig,
  { log, clock, signal }: { readonly log: Log; readonly clock: Clock; readonly signal?: AbortSignal | undefined },
): Promise<ConnectedSlack> {
  const logger = createSdkLog(log);
  const web = createWeb(config, logger, clock);
  const own = await readOwnIdentity({ web, log, clock }, signal);
  const render = createRender(own.workspace);
  const profiles = createProfiles({ web, own, clock });
  const answer = createAnswer({ web, render, clock });
  const chat: Chat = {
    platform: 'slack',
    profile: (account, options) => profiles.profile(account, options),
    accountByEmail: (email) => profiles.accountByEmail(email),
    answer,
    ...createPost({ web, own, render, pace: createPace(clock), log }),
  };
  const changes = createAccountChanges(profiles, own);
  return {
    chat,
    workspace: own.workspace,
    listen: (commands, changed) =>
      listen({ config, own, logger, log, clock, web, render, answer, changes }, commands, changed),
    close: () => Promise.resolve(),
  };
}
