import type { Outcome } from '../domain/call.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';

/** How long somebody waits for the outcome of what they did before they're told that it takes longer, in ms. */
const untoldMs = 2_000;

/**
 * Tells somebody that their command is still being worked on, where its outcome isn't there 2 s after it was given. Where the
 * queue can't say, they're told as well: their command is there, and its outcome isn't.
 */
export async function tellIfSlow(
  { message, pending, mentions }: Outcome,
  heardAt: number,
  { clock, log }: { readonly clock: Clock; readonly log: Log },
  tell: (message: Outcome['message'], mentions: Outcome['mentions']) => Promise<void>,
): Promise<void> {
  if (pending === undefined) return;
  try {
    const left = heardAt + untoldMs - clock.now();
    if (left > 0) await clock.sleep(left);
    if (await pending().catch(() => true)) await tell(message, mentions);
  } catch (error) {
    log.warn({ err: error }, 'Somebody could not be told that their command takes longer');
  }
}
