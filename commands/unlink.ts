import { z } from 'zod';
import type { Button } from '../src/domain/message.ts';
import { accountKey } from '../src/domain/identity.ts';
import type { BoundAccount } from '../src/ports/people.ts';
import type { Command } from './command.ts';
import { asInsider, buttonOnly, no, notUnderstood, yes } from './command.ts';
import { onlyForm } from './forms.ts';
import { enqueue } from './jobs.ts';
import { words } from '../src/words/index.ts';

const args = z.object({ account: z.string().max(500).optional() });

/** Takes a linked account away, after asking; from whichever chat. */
export const unlink: Command = {
  description: {
    name: 'unlink',
    summary: () => words.help.unlink,
    forms: onlyForm(() => words.help.unlinkForm, 'unlink [ACCOUNT]', [
      {
        name: 'account',
        summary: () => words.help.options.unlinkAccount,
        kind: 'text',
        required: false,
        maxLength: 200,
      },
    ]),
    examples: ['unlink'],
    mode: 'query',
  },
  async run(call, deps) {
    const typed = args.safeParse(call.args);
    if (!typed.success) return notUnderstood('unlink');
    const word = typed.data.account?.trim() ?? '';
    return asInsider(call, deps, async (actor) => {
      const chosen = await deps.links.unlink.choose(actor, word === '' ? null : word);
      if (!chosen.ok) return no(words.refusal(chosen.refusal.args));
      const name = shownName(chosen.value, deps.chats);
      return yes({
        summary: words.linking.unlinkSummary(name),
        tone: 'waiting',
        title: words.linking.unlinkTitle,
        blocks: [
          {
            kind: 'text',
            text: words.linking.unlinkEffect(name, accountKey(chosen.value.account), actor.person.label),
          },
        ],
        buttons: [unlinkButton(chosen.value, words.linking.unlink)],
      });
    });
  },
};

/** What a button that unlinks does; the account is named as it was linked then. */
export function unlinkButton({ account, boundAt }: BoundAccount, label: string, confirm?: Button['confirm']): Button {
  return {
    label,
    style: 'danger',
    command: 'unlink-confirmed',
    args: { ...account, since: boundAt },
    ...(confirm && { confirm }),
  };
}

export function shownName(
  { account, name }: BoundAccount,
  chats: ReadonlyMap<string, { readonly name: string }>,
): string {
  return `${name} (${chats.get(account.platform)?.name ?? account.platform})`;
}

const confirmed = z.object({
  platform: z.string().min(1).max(64),
  workspace: z.string().max(64),
  user: z.string().min(1).max(64),
  since: z.number().int(),
});

export const unlinkConfirmed: Command = {
  description: buttonOnly('unlink-confirmed', () => words.commands.unlinking),
  async run(call, deps) {
    const typed = confirmed.safeParse(call.args);
    if (!typed.success) return no(words.commands.oldButton('unlink'));
    const { since, ...account } = typed.data;
    return enqueue(call, deps, [{ name: 'unlink', account, boundAt: since }], words.commands.unlinking);
  },
};
