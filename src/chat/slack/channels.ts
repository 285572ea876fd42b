import type { Clock } from '../../ports/clock.ts';
import { ChatRefused } from '../../ports/chat.ts';
import type { Log } from '../../ports/log.ts';
import type { NamedInConfiguration } from '../../ports/platform.ts';
import type { SlackConfig } from './config.ts';
import { createSdkLog } from './sdk-log.ts';
import { createWeb } from './web.ts';

/**
 * For `latchkey config check`: one sentence for each channel that outsiders can read, is archived, lacks the bot, or
 * cannot be looked at. Never throws.
 */
export async function channelWarnings(
  config: Pick<SlackConfig, 'botToken' | 'apiUrl'>,
  channels: NamedInConfiguration['channels'],
  { log, clock }: { readonly log: Log; readonly clock: Clock },
): Promise<readonly string[]> {
  const web = createWeb(config, createSdkLog(log), clock);
  const warnings: string[] = [];
  for (const { path, id } of channels) {
    const name = `${path} (${id})`;
    try {
      const { channel } = await web('conversations.info', (client) => client.conversations.info({ channel: id }));
      if (!channel) throw new Error('Slack answered without a channel');
      const shared = channel.is_ext_shared === true || channel.is_pending_ext_shared === true;
      if (shared) {
        warnings.push(
          `${name} is shared with another organisation, which reads every card: choose a channel of your own.`,
        );
      } else if (!channel.is_private && !channel.is_im && !channel.is_mpim) {
        warnings.push(`${name} is public: everyone in the workspace can read who asks for what. Make it private.`);
      }
      if (channel.is_org_shared) warnings.push(`${name} is shared between the workspaces of your organisation.`);
      if (channel.is_archived) warnings.push(`${name} is archived: nothing can be posted there.`);
      if (channel.is_member === false)
        warnings.push(`${name} does not have the bot in it: invite it there with /invite.`);
    } catch (error) {
      const why = error instanceof ChatRefused ? error.code : error instanceof Error ? error.message : String(error);
      warnings.push(`${name} cannot be looked at (${why}): check the id, and invite the bot there with /invite.`);
    }
  }
  return warnings;
}
