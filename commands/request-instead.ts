import { readId } from '../src/services/arguments.ts';
import type { Command } from './command.ts';
import { buttonOnly, no } from './command.ts';
import { cardArgs, enqueue } from './jobs.ts';
import { words } from '../src/words/index.ts';

/** What the button under a denial with a suggestion does: requests what was suggested, as the denied request was made. */
export const requestInstead: Command = {
  description: buttonOnly('request-instead', () => words.help.requestInstead),
  async run(call, deps) {
    const typed = cardArgs.safeParse(call.args);
    const id = readId(typed.success ? typed.data.id : undefined);
    if (!id.ok) return no(id.sentence);
    return enqueue(call, deps, [{ name: 'request-instead', access: id.value }], words.commands.requestingAgain);
  },
};
