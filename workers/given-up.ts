import type { Log } from '../src/ports/log.ts';
import type { CommandJob } from '../src/ports/queue.ts';
import { say } from '../src/domain/message.ts';
import type { CommandAnswers } from './command-answers.ts';
import { words } from '../src/words/index.ts';

/** A job that every try failed: reported to who gave it and in the log, never dropped. Effects come back with the sweeper. */
export function createGivenUp({ log }: { readonly log: Log }, { tell }: Pick<CommandAnswers, 'tell'>) {
  return async function gaveUp(queue: string, payload: unknown, error: Error): Promise<void> {
    log.error(
      { err: error, queue, payload: queue === 'commands' ? (payload as CommandJob).id : payload },
      'a job was given up',
    );
    if (queue === 'commands') await tell(payload as CommandJob, say(words.commands.givenUp, 'bad'));
  };
}
