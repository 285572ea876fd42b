import { z } from 'zod';
import { readCode } from '../src/domain/link-code.ts';
import type { Option } from '../src/domain/command-description.ts';
import type { Command } from './command.ts';
import { buttonOnly, no, notUnderstood, yes } from './command.ts';
import { enqueue } from './jobs.ts';
import { words } from '../src/words/index.ts';

const args = z.object({ account: z.string().max(500).optional(), code: z.string().max(500).optional() });

const options: readonly Option[] = [
  {
    name: 'account',
    summary: () => words.help.options.account,
    kind: 'text',
    required: false,
    maxLength: 200,
  },
  { name: 'code', summary: () => words.help.options.code, kind: 'text', required: false, maxLength: 40 },
];

/** Makes an account of another chat the same person: also for who is nobody's account yet. */
export const link: Command = {
  description: {
    name: 'link',
    summary: () => words.help.link,
    forms: [
      {
        name: null,
        summary: () => words.help.linkForm,
        usage: 'link [ACCOUNT|CODE]',
        args: {},
        options,
      },
    ],
    examples: ['link', 'link ada@acme.test', 'link K7XM-92QP'],
    mode: 'query',
  },
  async run(call, { links }) {
    const typed = args.safeParse(call.args);
    if (!typed.success) return notUnderstood('link');
    const { account = '', code = '' } = typed.data;
    if (account.trim() !== '' && code.trim() !== '') {
      return no(words.commands.accountOrCode);
    }
    const entered = code.trim() === '' && readCode(account) !== null ? account : code;
    const outcome =
      entered.trim() !== ''
        ? await links.enter(call, entered)
        : account.trim() !== ''
          ? await links.start.byCode(call, account)
          : await links.start.bySignIn(call);
    return outcome.ok ? yes(outcome.value) : no(words.refusal(outcome.refusal.args));
  },
};

const decision = z.object({ link: z.string().min(1).max(64) });

function answer(name: 'link-confirm' | 'link-refuse', acknowledged: () => string): Command {
  return {
    description: buttonOnly(name, acknowledged),
    async run(call, deps) {
      const typed = decision.safeParse(call.args);
      if (!typed.success) return no(words.commands.oldButton('link'));
      return enqueue(call, deps, [{ name, link: typed.data.link }], acknowledged());
    },
  };
}

export const linkConfirm = answer('link-confirm', () => words.commands.linking);
export const linkRefuse = answer('link-refuse', () => words.commands.refusingLink);
