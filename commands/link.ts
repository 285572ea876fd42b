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
    summary: 'Your account in the other chat: its user name, id or e-mail there',
    kind: 'text',
    required: false,
    maxLength: 200,
  },
  { name: 'code', summary: 'The code that you got in the other chat', kind: 'text', required: false, maxLength: 40 },
];

/** Makes an account of another chat the same person: also for who is nobody's account yet. */
export const link: Command = {
  description: {
    name: 'link',
    summary: 'Make your accounts in two chats one person',
    forms: [
      {
        name: null,
        summary: 'Link an account of another chat, or enter the code from there',
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
      return no('Give an account or a code, not both: an account to begin, the code to go on in the other chat.');
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
      if (!typed.success) return no('That button is not valid any more: type /access link again.');
      return enqueue(call, deps, [{ name, link: typed.data.link }], heard);
    },
  };
}

export const linkConfirm = answer('link-confirm', 'Heard: you confirm the link. The outcome follows in a moment.');
export const linkRefuse = answer('link-refuse', 'Heard: you refuse the link.');
