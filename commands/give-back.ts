import { readId } from '../src/services/arguments.ts';
import type { Command } from './command.ts';
import { buttonOnly, no } from './command.ts';
import { cardArgs, enqueue } from './jobs.ts';
import { en } from '../src/words/en/index.ts';

/** What the button of `/access mine` does (A4). */
export const giveBack: Command = {
  description: buttonOnly('give-back', en.notices.giveBack),
  async run(call, deps) {
    const typed = cardArgs.safeParse(call.args);
    const id = readId(typed.success ? typed.data.id : undefined);
    if (!id.ok) return no(id.sentence);
    return enqueue(call, deps, [{ name: 'give-back', access: id.value }], en.commands.givingBack(id.value));
  },
};
