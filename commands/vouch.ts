import { z } from 'zod';
import type { Outcome } from '../src/domain/call.ts';
import { cut } from '../src/domain/cut.ts';
import type { Account, Who } from '../src/domain/identity.ts';
import { accountKey, parseAccountKey, normalEmail } from '../src/domain/identity.ts';
import type { Text } from '../src/domain/message.ts';
import type { Identified } from '../src/services/identity/identify.ts';
import { mostRequests } from '../src/services/people/waiting-choices.ts';
import type { VouchPlan } from '../src/services/people/vouch.ts';
import type { Command, CommandDeps } from './command.ts';
import { buttonOnly, no, yes } from './command.ts';
import { enqueue } from './jobs.ts';
import { words } from '../src/words/index.ts';

const args = z.object({ account: z.string().min(1).max(200), email: z.string().min(1).max(320) });

/** The button that vouches for an e-mail: puts it on the queue. */
export const vouch: Command = {
  description: buttonOnly('vouch', () => words.vouching.recording),
  async run(call, deps) {
    const typed = args.safeParse(call.args);
    const account = typed.success ? parseAccountKey(typed.data.account) : null;
    if (!typed.success || account === null) return no(words.commands.oldButton('people'));
    return enqueue(call, deps, [{ name: 'vouch', account, email: typed.data.email }], words.vouching.recording);
  },
};

/** What `/access people vouch WHO for EMAIL` shows: what vouching would change, with a button that does it. Changes nothing. */
export async function previewVouch(
  who: Who | undefined,
  email: string | undefined,
  actor: Identified,
  deps: CommandDeps,
): Promise<Outcome> {
  if (!who || email === undefined || email.trim() === '') {
    return no(words.vouching.sayWhom);
  }
  const account = accountOf(who);
  if (account === null) return no(words.vouching.sayAccount);
  const planned = await deps.vouch.plan(account, email.trim(), actor);
  if (!planned.ok) return no(words.refusal(planned.refusal.args));
  const { plan } = planned;
  return yes({
    summary: words.vouching.summary(accountKey(account), plan.email),
    title: words.vouching.title,
    tone: 'waiting',
    blocks: [
      { kind: 'text', text: await effectOf(plan, deps) },
      { kind: 'note', text: [words.vouching.note] },
    ],
    buttons: [
      {
        label: words.vouching.button,
        style: 'primary',
        command: 'vouch',
        args: { account: accountKey(account), email: plan.email },
        confirm: words.vouching.confirm(cut(accountKey(account), 60), cut(plan.email, 80)),
      },
    ],
  });
}

async function effectOf(
  { account, email, owner, isKnown }: VouchPlan,
  { store, stakeOf }: Pick<CommandDeps, 'store' | 'stakeOf'>,
): Promise<Text> {
  const shown = accountKey(account);
  if (owner === null) return words.vouching.newPerson(shown, email);
  const { label, has } = await stakeOf(owner, await store.accesses.waiting(mostRequests));
  if (isKnown) return words.vouching.staysPerson(shown, label, has);
  return words.vouching.becomesPerson(shown, label, has, owner.accounts.length > 0);
}

function accountOf(who: Who): Account | null {
  if (who.kind === 'account') return who.account;
  return who.kind === 'unknown' ? parseAccountKey(normalEmail(who.text)) : null;
}
