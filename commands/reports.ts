import { z } from 'zod';
import { words } from '../src/words/index.ts';
import type { Command } from './command.ts';
import { buttonOnly, no } from './command.ts';
import { enqueue } from './jobs.ts';

const args = z.object({ report: z.string().min(1).max(64), verdict: z.enum(['confirm', 'refuse']) });

/** What the buttons under a system's report do that changes a lot (DESIGN §8, _In_). */
export const settleReport: Command = {
  description: buttonOnly('settle-report', () => words.inbound.decided.summary),
  async run(call, deps) {
    const typed = args.safeParse(call.args);
    if (!typed.success) return no(words.inbound.decided.outOfDate);
    return enqueue(call, deps, [{ name: 'settle-report', ...typed.data }], words.inbound.decided.working);
  },
};
