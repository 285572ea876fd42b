import pTimeout from 'p-timeout';
import type { Call, Outcome } from '../domain/call.ts';
import type { Commands } from '../ports/commands.ts';
import { NotConfirmed } from '../ports/commands.ts';
import { say } from '../domain/message.ts';
import { words } from '../words/index.ts';

/** Within the three seconds that a platform gives, with room for the way back. */
export const patienceMs = 2_400;

/** What is said where it isn't known whether the command is on the queue. */
function unconfirmed(): Outcome {
  return { message: say(words.commands.unconfirmed, 'bad'), ok: false, isUnconfirmed: true };
}

/**
 * Runs a command that puts work on the queue, and gives its outcome within `patience` ms, else that it couldn't be confirmed.
 * `late` gets what comes after that.
 */
export async function confirm(
  commands: Pick<Commands, 'run'>,
  call: Call,
  patience: number,
  late: (run: Promise<Outcome | null>) => void,
): Promise<Outcome> {
  const run = commands.run(call);
  try {
    const outcome = await pTimeout(run, { milliseconds: patience, fallback: () => null });
    if (outcome !== null) return outcome;
    late(run.catch(dropUnconfirmed));
    return unconfirmed();
  } catch (error) {
    dropUnconfirmed(error);
    return unconfirmed();
  }
}

function dropUnconfirmed(error: unknown): null {
  if (error instanceof NotConfirmed) return null;
  throw error;
}
