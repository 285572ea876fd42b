import { z } from 'zod';
import { readId } from '../src/services/arguments.ts';
import { words } from '../src/words/index.ts';
import type { Command } from './command.ts';
import { buttonOnly, no } from './command.ts';
import { enqueue } from './jobs.ts';

const args = z.object({ id: z.string().max(200), by: z.string().min(1).max(200) });

/** _This wasn't me_: the button below what a system requested for its reader. */
export const notAsked: Command = {
  description: buttonOnly('not-asked', () => words.systems.notMe),
  async run(call, deps) {
    const read = args.safeParse(call.args);
    if (!read.success) return no(words.commands.oldButton('mine'));
    const id = readId(read.data.id);
    if (!id.ok) return no(id.sentence);
    return enqueue(call, deps, [{ name: 'not-asked', access: id.value, by: read.data.by }], words.systems.notMeWorking);
  },
};
