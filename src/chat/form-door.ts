import pTimeout from 'p-timeout';
import type { Account } from '../domain/identity.ts';
import type { Message } from '../domain/message.ts';
import { plain } from '../domain/message.ts';
import type { Commands } from '../ports/commands.ts';
import type { Log } from '../ports/log.ts';
import { words } from '../words/index.ts';

/** Within the three seconds that a platform gives for a form, with room for opening it. */
const patienceMs = 1_500;

function unknownForNow(): Message {
  const text = words.chats.unknownForNow();
  return { summary: plain(text), tone: 'bad', blocks: [{ kind: 'text', text }] };
}

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
    return unknownForNow();
  }
}
