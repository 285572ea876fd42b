import type { Typed } from './grammar.ts';
import { parseText } from './grammar.ts';

/** The longest line that is read, in characters. */
const mostTyped = 2_000;

/** The commands that say what access is about, and the kinds of it. */
const aboutAccess: readonly string[] = ['request', 'grant', 'revoke'];
const kinds: readonly unknown[] = ['console', 'role', 'item'];

/**
 * What somebody wrote to the app in its direct channel: a command as the grammar has it, one that is only guessed from other
 * words (`line`: how it's offered), or something else.
 */
export type DirectLine =
  | { readonly kind: 'command'; readonly typed: Typed }
  | { readonly kind: 'guess'; readonly line: string }
  | { readonly kind: 'other' };

/** A message that somebody alone wrote; null: an edit, a bot's, one with a file, or what Slack says itself. */
export function ownMessage(
  event: object,
): { readonly user: string; readonly channel: string; readonly ts: string; readonly text: string } | null {
  const {
    type,
    channel_type: place,
    subtype,
    bot_id: bot,
    app_id: app,
    user,
    channel,
    ts,
    text,
  } = event as Record<string, unknown>;
  const isOwn = type === 'message' && place === 'im' && [subtype, bot, app].every((one) => one === undefined);
  if (!isOwn || typeof user !== 'string' || typeof channel !== 'string') return null;
  return typeof ts !== 'string' || typeof text !== 'string' ? null : { user, channel, ts, text };
}

/** Reads one line as it would stand behind `/access`. Pure. */
export function readDirectLine(text: string, workspace: string): DirectLine {
  const line = text.trim();
  const typed = line.length > mostTyped || /[\r\n]/.test(line) ? null : parseText(line, workspace);
  if (typed === null) return { kind: 'other' };
  const { command, args } = typed;
  if (command === 'help' && args['unknown'] !== undefined) return { kind: 'command', typed };
  const [word = '', ...rest] = line.split(/\s+/);
  const isItsName = command === 'give-back' || word.toLowerCase().replace(/[^a-z-]+$/, '') === command;
  if (!isItsName) return { kind: 'guess', line: [command, ...rest].join(' ') };
  const isNameFirst = aboutAccess.includes(command) && args['kind'] !== undefined && !kinds.includes(args['kind']);
  return isNameFirst ? { kind: 'guess', line } : { kind: 'command', typed };
}
