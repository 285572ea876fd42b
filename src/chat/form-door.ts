import pTimeout from 'p-timeout';
import type { Account } from '../domain/identity.ts';
import type { Message } from '../domain/message.ts';
import type { Commands } from '../ports/commands.ts';
import type { Log } from '../ports/log.ts';

/** Within the three seconds that a platform gives for a form, with room for opening it. */
const patienceMs = 1_500;

const unknownForNow: Message = {
  summary: 'Who you are cannot be looked up at the moment, so there is no form: ask with /access request.',
  tone: 'bad',
  blocks: [
    {
      kind: 'text',
      text: [
        'Who you are cannot be looked up at the moment, so there is no form. Ask with ',
        { code: '/access request' },
        ' instead: what it asks for is kept until it can be decided.',
      ],
    },
  ],
};

/**
 * Whether the form, which names everything that can be asked for, opens for an account: null, or what they read instead.
 * Who cannot be looked up in time is not let in.
 */
export async function atTheDoor(
  commands: Pick<Commands, 'keptOut'>,
  account: Account,
  log: Log,
): Promise<Message | null> {
  try {
    return await pTimeout(commands.keptOut(account), { milliseconds: patienceMs });
  } catch (error) {
    log.warn({ err: error }, 'it could not be looked up whether somebody may open the form');
    return unknownForNow;
  }
}
