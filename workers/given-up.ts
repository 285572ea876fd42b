import type { Log } from '../src/ports/log.ts';
import type { CommandJob } from '../src/ports/queue.ts';
import { say } from '../src/domain/message.ts';
import type { Chats } from '../src/ports/chat.ts';
import { words } from '../src/words/index.ts';

/** A job that every try failed: reported to who gave it and in the log, never dropped. Effects come back with the sweeper. */
export function createGivenUp({ chats, log }: { readonly chats: Chats; readonly log: Log }) {
  return async function gaveUp(queue: string, payload: unknown, error: Error): Promise<void> {
    log.error(
      { err: error, queue, payload: queue === 'commands' ? (payload as CommandJob).id : payload },
      'a job was given up',
    );
    if (queue !== 'commands') return;
    const { reply } = payload as CommandJob;
    if (reply === null) return;
    await chats.get(reply.platform)?.answer(reply, say(words.commands.givenUp, 'bad'), new Map());
  };
}
