import { z } from 'zod';
import type { Block } from '../src/domain/message.ts';
import { hadFirst, hasNow } from '../src/services/identity/entries.ts';
import { entryRow } from '../src/services/people/entry-message.ts';
import type { Command, CommandDeps } from './command.ts';
import { buttonOnly, no } from './command.ts';
import { enqueue } from './jobs.ts';
import { words } from '../src/words/index.ts';

const args = z.object({ entry: z.string().min(1).max(64), person: z.string().min(1).max(64).optional() });

/** What a button beside an entry of latchkey.yml does that names an address somebody gave up (A8). */
export const settleEntry: Command = {
  description: buttonOnly('settle-entry', () => words.people.deciding),
  async run(call, deps) {
    const typed = args.safeParse(call.args);
    if (!typed.success) return no(words.commands.oldButton('people'));
    const { entry, person = null } = typed.data;
    return enqueue(call, deps, [{ name: 'settle-entry', entry, person }], words.people.deciding);
  },
};

/** A row for each entry of latchkey.yml that waits, with whom it can mean. */
export async function entryRows({ entries, store }: Pick<CommandDeps, 'entries' | 'store'>): Promise<readonly Block[]> {
  await entries.load();
  const waiting = entries.undecided();
  if (waiting.length === 0) return [];
  const emails = waiting.map(({ email }) => email);
  const [first, now] = await Promise.all([store.people.meant(emails), store.people.byEmails(emails)]);
  const people = [...new Map([...first, ...now].map((one) => [one.id, one])).values()];
  return waiting.map((entry) =>
    entryRow(
      entry,
      people.filter((one) => hadFirst(one, entry.email) || hasNow(one, entry.email)),
    ),
  );
}
