const invite =
  'The bot isn’t in the Discord server any more. Invite it again with the scopes bot and applications.commands, and put its role above those that it gives';

const advice: Readonly<Record<string, string>> = {
  '10004': invite,
  http_401:
    'The bot’s token was reset: copy the new one from “Bot” of the application to DISCORD_TOKEN, and restart Latchkey',
  '10003': 'The channel was deleted: set another channel in latchkey.yml and restart Latchkey',
  '50001': 'Let the bot see the channel: allow it View Channel in the channel’s permissions',
  '50013':
    'Allow the bot View Channel, Send Messages, Embed Links and Read Message History in the channel’s permissions',
};

/** What to do about a refusal of Discord's, as sentences without the last full stop; null: nothing in particular. Pure. */
export function adviceOn(code: string): string | null {
  return advice[code] ?? null;
}
