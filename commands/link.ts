import { z } from 'zod';
import { readCode } from '../src/domain/link-code.ts';
import type { Option } from '../src/domain/command-description.ts';
import type { Command } from './command.ts';
import { buttonOnly, no, notUnderstood, yes } from './command.ts';
import { enqueue } from './jobs.ts';
import { en } from '../src/words/en/index.ts';

const args = z.object({ account: z.string().max(500).optional(), code: z.string().max(500).optional() });

const options: readonly Option[] = [
  {
    name: 'account',
    summary: en.help.options.account,
    kind: 'text',
    required: false,
    maxLength: 200,
  },
  { name: 'code', summary: en.help.options.code, kind: 'text', required: false, maxLength: 40 },
];

/** Makes an account of another chat the same person: also for who is nobody's account yet. */
export const link: Command = {
  description: {
    name: 'link',
    summary: en.help.link,
    forms: [
      {
        name: null,
        summary: en.help.linkForm,
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
      return no(en.commands.accountOrCode);
    }
    const entered = code.trim() === '' && readCode(account) !== null ? account : code;
    const outcome =
      entered.trim() !== ''
        ? await links.enter(call, entered)
        : account.trim() !== ''
          ? await links.start.byCode(call, account)
          : await links.start.bySignIn(call);
    return outcome.ok ? yes(outcome.value) : no(en.refusal(outcome.refusal.args));
  },
};

const decision = z.object({ link: z.string().min(1).max(64) });

function answer(name: 'link-confirm' | 'link-refuse', heard: string): Command {
  return {
    description: buttonOnly(name, heard),
    async run(call, deps) {
      const typed = decision.safeParse(call.args);
      if (!typed.success) return no(en.commands.oldButton('link'));
      return enqueue(call, deps, [{ name, link: typed.data.link }], heard);
    },
  };
}

export const linkConfirm = answer('link-confirm', en.commands.linking);
export const linkRefuse = answer('link-refuse', en.commands.refusingLink);
