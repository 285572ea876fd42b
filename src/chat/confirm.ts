import pTimeout from 'p-timeout';
import type { Call, Outcome } from '../domain/call.ts';
import type { Commands } from '../ports/commands.ts';
import { NotConfirmed } from '../ports/commands.ts';
import type { Message } from '../domain/message.ts';

/** Within the three seconds that a platform gives, with room for the way back. */
export const patienceMs = 2_400;

export const unconfirmed: Message = {
  summary: 'It could not be confirmed that this was heard: look at /access pending before you try again.',
  tone: 'bad',
  blocks: [
    {
      kind: 'text',
      text: [
        'It could not be confirmed that this was heard. Look at ',
        { code: '/access pending' },
        ' before you try again.',
      ],
    },
  ],
};

/**
 * Runs a command that puts work on the queue, and says within `patience` ms what came of it: never a false “heard”.
 * `late` gets what comes after the patience has run out.
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
    return { message: unconfirmed, ok: false };
  } catch (error) {
    dropUnconfirmed(error);
    return { message: unconfirmed, ok: false };
  }
}

function dropUnconfirmed(error: unknown): null {
  if (error instanceof NotConfirmed) return null;
  throw error;
}
