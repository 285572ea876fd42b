import { z } from 'zod';
import { words } from '../src/words/index.ts';
import type { Command } from './command.ts';
import { buttonOnly, no } from './command.ts';
import { enqueue } from './jobs.ts';

const args = z.object({ endpoint: z.string().min(1).max(200) });

/** _Resume_: the button in the report of an endpoint that is paused, for Latchkey administrators. */
export const resumeEndpoint: Command = {
  description: buttonOnly('resume-endpoint', () => words.webhooks.resumeButton),
  async run(call, deps) {
    const typed = args.safeParse(call.args);
    if (!typed.success) return no(words.commands.deadButton);
    const { endpoint } = typed.data;
    return enqueue(call, deps, [{ name: 'resume-endpoint', endpoint }], words.webhooks.resuming(endpoint));
  },
};
