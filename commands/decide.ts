import type { Command } from './command.ts';
import { accessId, duration, onlyForm, reason } from './forms.ts';
import { no, noField, notUnderstood } from './command.ts';
import { readLength } from './length.ts';
import { cardArgs, enqueue } from './jobs.ts';
import { listToDecide } from './pending.ts';
import { readId } from '../src/services/arguments.ts';
import { words } from '../src/words/index.ts';

const less = { ...duration, summary: () => words.help.options.less };

/** Without one, what waits is listed with buttons. */
const anyAccess = { ...accessId, required: false };

/** Approve, deny, cancel: what a card's buttons do, typed. */
function decision(name: 'approve' | 'deny' | 'cancel'): Command {
  const canBeLess = name === 'approve';
  const usage = `${name} ID ${canBeLess ? '[for DURATION] ' : ''}[because REASON]`;
  return {
    description: {
      name,
      summary: () => words.help[name],
      forms: onlyForm(() => words.help[name], usage, [anyAccess, ...(canBeLess ? [less] : []), reason]),
      examples: [`${name} 3f7k2m9qx4tb`, ...(canBeLess ? ['approve 3f7k2m9qx4tb for 30m'] : [])],
      mode: 'job',
    },
    async run(call, deps) {
      const typed = cardArgs.safeParse(call.args);
      if (!typed.success) return no(words.commands.oldButton('pending'));
      if (typed.data.extra) return notUnderstood(name, typed.data.extra);
      if (!typed.data.id?.trim()) return listToDecide(call, deps, name);
      const id = readId(typed.data.id);
      if (!id.ok) return no(id.sentence);
      if (name === 'cancel') return enqueue(call, deps, [{ name, access: id.value }], words.commands.deciding[name]);
      // A typed decision names no ask: the worker finds the one that could be seen when it was typed.
      const { ask, stage, digest, instead } = typed.data;
      const length = await readLength(canBeLess ? typed.data.duration : undefined, call, deps);
      if (!length.ok) return noField('duration', length.sentence);
      const card = { access: id.value, ...(ask !== undefined && { ask }), stage, digest };
      const forLess = length.value === null ? {} : { less: length.value };
      const action =
        name === 'approve'
          ? ({ name, ...card, ...forLess } as const)
          : ({ name, ...card, ...(instead !== undefined && { instead }) } as const);
      return enqueue(call, deps, [action], words.commands.deciding[name]);
    },
  };
}

export const approve = decision('approve');
export const deny = decision('deny');
export const cancel = decision('cancel');
