const reinstall =
  'The app isn’t installed any more, or its token was revoked. Install it again under “Install App” of the app, set SLACK_BOT_TOKEN to the new bot token, and restart Latchkey';
const invite =
  'Let the bot in with /invite in that channel, or set another channel in latchkey.yml and restart Latchkey';

const advice: Readonly<Record<string, string>> = {
  invalid_auth: reinstall,
  not_authed: reinstall,
  account_inactive: reinstall,
  token_revoked: reinstall,
  token_expired: reinstall,
  app_not_installed: reinstall,
  missing_scope:
    'Add the missing scope under “OAuth & Permissions” of the app (manifest.yml lists all of them) and install the app again',
  is_archived: 'The channel is archived: unarchive it, or set another channel in latchkey.yml and restart Latchkey',
  not_in_channel: invite,
  channel_not_found: `The channel was deleted, or the bot isn’t in it. ${invite}`,
};

/** What to do about a refusal of Slack's, as sentences without the last full stop; null: nothing in particular. Pure. */
export function adviceOn(code: string): string | null {
  return advice[code] ?? null;
}
