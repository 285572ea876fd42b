import type { Command } from './command.ts';
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
      // A typed decision names no ask: the worker finds the one that could be seen when it was typed.
      const { ask, stage, digest } = typed.data;
      const action = { name, access: id.value, ...(ask !== undefined && { ask }), stage, digest };
      return enqueue(call, deps, [action], `${heard} ${id.value}. The outcome follows in a moment.`);
    },
  };
}

export const approve = decision('approve', 'Approve what waits', 'Heard: you approve');
export const deny = decision('deny', 'Deny what waits', 'Heard: you deny');
export const cancel = decision('cancel', 'Cancel what you asked for', 'Heard: you cancel');
