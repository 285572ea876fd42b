import type { Call } from '../src/domain/call.ts';
import type { Length } from '../src/domain/moment.ts';
import { isUntil, parseLength } from '../src/domain/moment.ts';
import { done, fail } from '../src/services/arguments.ts';
import type { Read } from '../src/services/arguments.ts';
import { timeZoneOf } from '../src/services/identity/time-zone.ts';
import type { CommandDeps } from './command.ts';
import { words } from '../src/words/index.ts';

/**
 * What was typed after `for`, or `until …` in the time zone of whoever typed it, counted from when the chat received it.
 * Null: nothing was typed. The chat is asked for the zone only where it matters.
 */
export async function readLength(
  typed: string | undefined,
  { account, heardAt }: Pick<Call, 'account' | 'heardAt'>,
  deps: Pick<CommandDeps, 'store' | 'chats' | 'directory'>,
): Promise<Read<Length | null>> {
  if (typed === undefined || typed.trim() === '') return done(null);
  const zone = isUntil(typed) ? await timeZoneOf(account, deps) : 'UTC';
  const read = parseLength(typed, heardAt, zone);
  return read.ok ? done(read.length) : fail(words.lengthProblem(read.problem));
}

/** How long a request or a grant is for, as its job carries it. */
export function wantedLength(length: Length | null) {
  if (length === null) return { durationMs: 'default' } as const;
  return 'endsAt' in length ? ({ durationMs: 'default', endsAt: length.endsAt } as const) : length;
}
