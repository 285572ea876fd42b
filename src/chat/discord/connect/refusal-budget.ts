import { ChatUnavailable } from '../../../ports/chat.ts';
import type { Clock } from '../../../ports/clock.ts';

/** Discord bans a host after 10,000 refusals in ten minutes: we stay far below. */
export const mostRefusals = 999;
const windowMs = 600_000;
const sliceMs = 10_000;

/**
 * Counts the answers that Discord counts towards a ban (401, 403, 429) in the last ten minutes. Calls under way may all be
 * refused, so they count as long as they are. Beyond the budget everything waits.
 */
export function createRefusalBudget(clock: Pick<Clock, 'now'>, most = mostRefusals) {
  /** How many were refused in each slice of ten seconds, the oldest first. */
  const slices: { readonly at: number; count: number }[] = [];
  let underWay = 0;

  function refused(now: number): number {
    while (slices[0] && slices[0].at + sliceMs + windowMs <= now) slices.shift();
    return slices.reduce((sum, { count }) => sum + count, 0);
  }

  return {
    /** Begins a call. Throws `ChatUnavailable`, with the wait, where one more refusal could be too many. */
    begin(what: string): void {
      const now = clock.now();
      if (refused(now) + underWay >= most) {
        const oldest = slices[0];
        const wait = oldest ? oldest.at + sliceMs + windowMs - now : sliceMs;
        throw new ChatUnavailable(`Too many calls were refused by Discord to go on with ${what}`, Math.max(1, wait), {
          code: 'too_many_refusals',
        });
      }
      underWay += 1;
    },
    /** Ends a call, refused or not. */
    end(isRefused: boolean): void {
      underWay -= 1;
      if (!isRefused) return;
      const at = Math.floor(clock.now() / sliceMs) * sliceMs;
      const last = slices.at(-1);
      if (last?.at === at) last.count += 1;
      else slices.push({ at, count: 1 });
    },
  };
}

/** Whether an answer counts: 429s whose limit is shared with others don't (Discord, Topics, Rate Limits). */
export function countsAsRefusal(status: number, scope: string | null): boolean {
  return status === 401 || status === 403 || (status === 429 && scope !== 'shared');
}
