import { latestAsk } from '../src/domain/access.ts';
import type { Command, CommandDeps } from './command.ts';
import { accessId, onlyForm, reason } from './forms.ts';
import { no, notUnderstood } from './command.ts';
import { cardArgs, enqueue } from './jobs.ts';
import { readId } from '../src/services/arguments.ts';

/** Approve, deny, cancel: what a card's buttons do, typed. */
function decision(name: 'approve' | 'deny' | 'cancel', summary: string, heard: string): Command {
  return {
    description: {
      name,
      summary,
      forms: onlyForm(summary, `${name} ID [because REASON]`, [accessId, reason]),
      examples: [`${name} 3f7k2m9qx4tb`],
      mode: 'job',
    },
    async run(call, deps) {
      const typed = cardArgs.safeParse(call.args);
      if (!typed.success) return no('That button is not valid any more: look at /access pending.');
      if (typed.data.extra) return notUnderstood(name, typed.data.extra);
      const id = readId(typed.data.id);
      if (!id.ok) return no(id.sentence);
      if (name === 'cancel')
        return enqueue(
          call,
          deps,
          [{ name, access: id.value }],
          `${heard} ${id.value}. The outcome follows in a moment.`,
        );
      const { stage, digest } = typed.data;
      const ask = typed.data.ask ?? (await askNow(id.value, deps));
      const action = { name, access: id.value, ask, stage, digest };
      return enqueue(call, deps, [action], `${heard} ${id.value}. The outcome follows in a moment.`);
    },
  };
}

/** The ask that a typed decision is about: the latest when it is typed. What there is none of is refused in its turn. */
async function askNow(access: string, { store }: Pick<CommandDeps, 'store'>): Promise<string> {
  const stored = await store.accesses.byId(access);
  return (stored && latestAsk(stored.access)?.id) ?? 'start';
}

export const approve = decision('approve', 'Approve what waits', 'Heard: you approve');
export const deny = decision('deny', 'Deny what waits', 'Heard: you deny');
export const cancel = decision('cancel', 'Cancel what you asked for', 'Heard: you cancel');
