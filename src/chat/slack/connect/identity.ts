import type { Clock } from '../../../ports/clock.ts';
import { ChatRefused } from '../../../ports/chat.ts';
import type { Log } from '../../../ports/log.ts';
import { retryAway } from '../../retry-away.ts';
import type { Web } from './web.ts';

/** What `auth.test` says of our own token: where we are, and who we are there. */
export interface OwnIdentity {
  /** Our team id; the enterprise's where the app is installed for the whole organisation. */
  readonly workspace: string;
  readonly team: string | null;
  readonly enterprise: string | null;
  readonly user: string;
  readonly bot: string | null;
}

/**
 * Asks Slack who we are, again and again while Slack is away (1 s to 30 s apart), until `signal` aborts.
 * A token that Slack refuses is an error that names the variable.
 */
export function readOwnIdentity(
  { web, log, clock }: { readonly web: Web; readonly log: Log; readonly clock: Clock },
  signal?: AbortSignal,
): Promise<OwnIdentity> {
  return retryAway('Slack cannot be asked who we are', { log, clock, signal }, () => ask(web));
}

async function ask(web: Web): Promise<OwnIdentity> {
  try {
    const answer = await web('auth.test', (client) => client.auth.test());
    const workspace = answer.team_id ?? answer.enterprise_id;
    if (!workspace || !answer.user_id) throw new Error('auth.test answered without a team or a user');
    return {
      workspace,
      team: answer.team_id ?? null,
      enterprise: answer.enterprise_id ?? null,
      user: answer.user_id,
      bot: answer.bot_id ?? null,
    };
  } catch (error) {
    if (!(error instanceof ChatRefused)) throw error;
    throw new Error(`Slack does not accept SLACK_BOT_TOKEN (${error.code}): copy the bot token of your app again`, {
      cause: error,
    });
  }
}
