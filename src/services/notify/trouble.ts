import type { ChatError } from '../../ports/chat.ts';
import type { MessageTrouble } from '../../ports/messages.ts';

/** The shortest and the longest pause between two tries of a message that a place refuses, in ms. */
export const firstPauseMs = 1_000;
const longestPauseMs = 60_000;

/** Whether it concerns everything of its channel or chat. */
export function isOfPlace(error: ChatError): boolean {
  return error.kind === 'blocked' && error.concerns !== 'message';
}

/** Whether what a person seems to refuse may be refused by the whole chat. */
export function isUnsure({ kind, concerns }: ChatError): boolean {
  return kind === 'unreachable' && concerns === 'token';
}

/** What keeps a message from being shown after one more failure: the same trouble once more, or another one. */
export function nextTrouble(known: MessageTrouble | null | undefined, error: ChatError, now: number): MessageTrouble {
  const same = known?.code === error.code ? known : null;
  return { code: error.code, since: same?.since ?? now, tries: (same?.tries ?? 0) + 1 };
}

/** How long a message waits after so many tries, in ms. */
export function pauseOf(tries: number): number {
  return Math.min(longestPauseMs, firstPauseMs * 2 ** (tries - 1));
}
