import type { Clock } from '../../../ports/clock.ts';
import { ChatRefused } from '../../../ports/chat.ts';
import type { Log } from '../../../ports/log.ts';
import type { Finding, NamedInConfiguration } from '../../../ports/platform.ts';
import type { SlackConfig } from '../config.ts';
import { lackingScopes } from './scopes.ts';
import { createSdkLog } from './sdk-log.ts';
import { socketAdvice } from './socket.ts';
import type { Web } from './web.ts';
import { createWeb } from './web.ts';

/** For `latchkey doctor` and `config check`: what isn't as it should be with the app's scopes and its channels. Never throws. */
export async function inspect(
  config: Pick<SlackConfig, 'botToken' | 'apiUrl'> & Partial<Pick<SlackConfig, 'appToken'>>,
  { channels }: Pick<NamedInConfiguration, 'channels'>,
  { log, clock }: { readonly log: Log; readonly clock: Clock },
): Promise<readonly Finding[]> {
  const web = createWeb(config, createSdkLog(log), clock);
  const findings = [...(await scopeFindings(web))];
  if (config.appToken) {
    const { appToken: botToken, apiUrl } = config;
    findings.push(...(await socketFindings(createWeb({ botToken, apiUrl }, createSdkLog(log), clock))));
  }
  for (const one of channels) findings.push(...(await channelFindings(web, one)));
  return findings;
}

/** Slack says with each answer which scopes the token has. */
async function scopeFindings(web: Web): Promise<readonly Finding[]> {
  try {
    const { response_metadata: has } = await web('auth.test', (client) => client.auth.test());
    return has?.scopes ? lackingScopes(has.scopes) : [];
  } catch (error) {
    return [{ sentence: `The app’s scopes cannot be looked at (${wordsOf(error)}).`, isProblem: true }];
  }
}

/** Asks for a connection as Socket Mode does, and lets it be: an address that nobody uses expires. */
async function socketFindings(web: Web): Promise<readonly Finding[]> {
  try {
    await web('apps.connections.open', (client) => client.apps.connections.open({}));
    return [];
  } catch (error) {
    const advice = error instanceof ChatRefused ? `. ${socketAdvice}` : '';
    return [{ sentence: `Slack’s Socket Mode can’t be opened (${wordsOf(error)})${advice}.`, isProblem: true }];
  }
}

/** One sentence for each way in which a channel won't do: outsiders read it, it's archived, lacks the bot, can't be seen. */
async function channelFindings(
  web: Web,
  { path, id }: NamedInConfiguration['channels'][number],
): Promise<readonly Finding[]> {
  const name = `${path} (${id})`;
  const found: Finding[] = [];
  const warn = (sentence: string): void => void found.push({ sentence: `${name} ${sentence}`, isProblem: false });
  const fail = (sentence: string): void => void found.push({ sentence: `${name} ${sentence}`, isProblem: true });
  try {
    const { channel } = await web('conversations.info', (client) => client.conversations.info({ channel: id }));
    if (!channel) throw new Error('Slack answered without a channel');
    if (channel.is_ext_shared === true || channel.is_pending_ext_shared === true) {
      warn('is shared with another organisation, which reads every card: choose a channel of your own.');
    } else if (!channel.is_private && !channel.is_im && !channel.is_mpim) {
      warn('is public: everyone in the workspace can read who asks for what. Make it private.');
    }
    if (channel.is_org_shared) warn('is shared between the workspaces of your organisation.');
    if (channel.is_archived) fail('is archived: nothing can be posted there. Unarchive it, or choose another one.');
    if (channel.is_member === false) fail('does not have the bot in it: invite it there with /invite.');
  } catch (error) {
    fail(`cannot be looked at (${wordsOf(error)}): check the id, and invite the bot there with /invite.`);
  }
  return found;
}

function wordsOf(error: unknown): string {
  if (error instanceof ChatRefused) return error.code;
  return error instanceof Error ? error.message : String(error);
}
