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
import { en } from '../src/words/en/index.ts';

const args = z.object({ account: z.string().min(1).max(200), email: z.string().min(1).max(320) });

/** What the button under a word for an e-mail does: puts it on the queue. */
export const vouch: Command = {
  description: buttonOnly('vouch', 'Vouch for the e-mail of an account'),
  async run(call, deps) {
    const typed = args.safeParse(call.args);
    const account = typed.success ? parseAccountKey(typed.data.account) : null;
    if (!typed.success || account === null) return no('That button is out of date. Type /access people vouch again.');
    return enqueue(call, deps, [{ name: 'vouch', account, email: typed.data.email }], 'Recording your word…');
  },
};

/** What `/access people vouch WHO for EMAIL` shows: what the word would bring, with a button that gives it. Changes nothing. */
export async function previewVouch(
  who: Who | undefined,
  email: string | undefined,
  actor: Identified,
  deps: CommandDeps,
): Promise<Outcome> {
  if (!who || email === undefined || email.trim() === '') {
    return no('Name an account and its e-mail: /access people vouch WHO for EMAIL.');
  }
  const account = accountOf(who);
  if (account === null) {
    return no('Mention the account with @, or write it as Latchkey shows it, such as discord:300100.');
  }
  const planned = await deps.vouch.plan(account, email.trim(), actor);
  if (!planned.ok) return no(en.refusal(planned.refusal.args));
  const { plan } = planned;
  return yes({
    summary: `Vouch that ${accountKey(account)} has the e-mail ${plan.email}?`,
    title: 'Vouch for this e-mail?',
    tone: 'waiting',
    blocks: [
      { kind: 'text', text: await effectOf(plan, deps) },
      {
        kind: 'note',
        text: [
          'It’s recorded with your name, and ends when the profile shows another e-mail. Until a Slack profile or latchkey.yml proves the person, they count as one with you: neither of you approves for the other.',
        ],
      },
    ],
    buttons: [
      {
        label: 'Vouch',
        style: 'primary',
        command: 'vouch',
        args: { account: accountKey(account), email: plan.email },
        confirm: {
          title: 'Vouch for it?',
          text: `You answer for it that ${cut(accountKey(account), 60)} has the e-mail ${cut(plan.email, 80)}.`,
          yes: 'Vouch',
          no: 'Go back',
        },
      },
    ],
  });
}

async function effectOf(
  { account, email, owner, isKnown }: VouchPlan,
  { store, stakeOf }: Pick<CommandDeps, 'store' | 'stakeOf'>,
): Promise<Text> {
  const opening: Text = [{ strong: accountKey(account) }];
  if (owner === null) return [...opening, ` becomes a new person without access, with the e-mail ${email}.`];
  const { label, has } = await stakeOf(owner, await store.accesses.waiting(mostRequests));
  if (isKnown) return [...opening, ` goes on acting as ${label}, who ${has}.`];
  const asked = owner.accounts.length > 0 ? ' They have an account, so they’re asked first.' : '';
  return [...opening, ` becomes ${label}, who ${has}.${asked}`];
}

function accountOf(who: Who): Account | null {
  if (who.kind === 'account') return who.account;
  return who.kind === 'unknown' ? parseAccountKey(normalEmail(who.text)) : null;
}
