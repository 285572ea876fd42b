import type { Call, Outcome } from '../src/domain/call.ts';
import type { Account, Who } from '../src/domain/identity.ts';
import { parseAccountKey, normalEmail } from '../src/domain/identity.ts';
import type { CommandDeps } from './command.ts';
import { no } from './command.ts';
import { enqueue } from './jobs.ts';

/** What `/access people vouch WHO for EMAIL` does: puts the administrator's word for an account's e-mail on the queue. */
export async function vouch(
  call: Call,
  who: Who | undefined,
  email: string | undefined,
  deps: CommandDeps,
): Promise<Outcome> {
  if (!who || email === undefined || email.trim() === '') {
    return no('Name an account and its e-mail: /access people vouch WHO for EMAIL.');
  }
  const account = accountOf(who);
  if (account === null) {
    return no('Mention the account with @, or write it as Latchkey shows it, such as discord:300100.');
  }
  return enqueue(call, deps, [{ name: 'vouch', account, email: email.trim() }], 'Recording your word…');
}

function accountOf(who: Who): Account | null {
  if (who.kind === 'account') return who.account;
  return who.kind === 'unknown' ? parseAccountKey(normalEmail(who.text)) : null;
}
