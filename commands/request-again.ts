import { readId } from '../src/services/arguments.ts';
import type { Command } from './command.ts';
import { buttonOnly, no } from './command.ts';
import { cardArgs, enqueue } from './jobs.ts';
import { words } from '../src/words/index.ts';

/** What the button under a vote that came too late does (A7): the same request, made again. */
export const requestAgain: Command = {
  description: buttonOnly('request-again', () => words.notices.requestAgain),
  async run(call, deps) {
    const typed = cardArgs.safeParse(call.args);
    const id = readId(typed.success ? typed.data.id : undefined);
    if (!id.ok) return no(id.sentence);
    return enqueue(call, deps, [{ name: 'request-again', access: id.value }], words.commands.requestingAgain);
  },
};
