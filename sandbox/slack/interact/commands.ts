import type { Desk } from '../desk.ts';
import { SLACKBOT } from '../identity.ts';
import type { Channel, User } from '../types.ts';
import { escapeTyped } from './escape.ts';
import { commandFailure } from './failures.ts';
import { reportedName } from './payloads.ts';

/** What came of a person's doing, for the page: fine, or the sentence that Slack shows. */
export type Done = { ok: true } | { ok: false; error: string; message: string };

/**
 * A person types a line into a conversation: a slash command goes to the app, anything else is said there.
 * @param typed `/access …` or a message
 */
export async function type(desk: Desk, user: User, channel: Channel, typed: string): Promise<Done> {
  const line = typed.trim();
  const { store, app } = desk;
  if (!line.startsWith('/')) {
    const text = escapeTyped(line, store, { ...desk.settings, emails: 'mailto' });
    store.saveMessage({ channel: channel.id, ts: store.nextStamp(), author: user.id, text });
    return { ok: true };
  }
  const [command = ''] = line.split(/\s/, 1);
  if (command !== app.command || !desk.settings.installed) {
    return fail(desk, user, channel, 'unknown_command', `${command} is not a valid command. Try ${app.command} help.`);
  }
  if (user.deleted) return { ok: false, error: 'account_inactive', message: 'This account is deactivated.' };
  return runCommand(desk, user, channel, line.slice(command.length).trim());
}

async function runCommand(desk: Desk, user: User, channel: Channel, text: string): Promise<Done> {
  const { store, app, settings } = desk;
  const responseUrl = desk.responses.issue({ user: user.id, channel: channel.id });
  const outcome = await desk.deliver('slash_commands', {
    token: app.verificationToken,
    team_id: store.team.id,
    team_domain: store.team.domain,
    ...(store.team.enterpriseId === undefined
      ? {}
      : { enterprise_id: store.team.enterpriseId, enterprise_name: store.team.enterpriseId }),
    channel_id: channel.id,
    channel_name: reportedName(channel),
    user_id: user.id,
    user_name: user.name,
    command: app.command,
    text: escapeTyped(text, store, settings),
    api_app_id: app.appId,
    is_enterprise_install: 'false',
    response_url: `${desk.url()}/commands/${store.team.id}/${responseUrl}`,
    trigger_id: desk.triggers.issue({ user: user.id }),
  });
  if (!outcome.ok) return fail(desk, user, channel, outcome.error, commandFailure(app.command, outcome));
  if (outcome.answer?.['text'] !== undefined || outcome.answer?.['blocks'] !== undefined) {
    try {
      desk.responses.answer({ user: user.id, channel: channel.id }, outcome.answer);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      return fail(desk, user, channel, why, `${app.command} failed with the error "${why}"`);
    }
  }
  return { ok: true };
}

function fail({ store }: Desk, user: User, channel: Channel, error: string, message: string): Done {
  store.saveMessage({ channel: channel.id, ts: store.nextStamp(), author: SLACKBOT, text: message, only: user.id });
  return { ok: false, error, message };
}
