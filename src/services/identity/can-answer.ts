import type { Account } from '../../domain/identity.ts';
import { isUnjudged } from '../../domain/identity.ts';
import type { Deps } from '../deps.ts';
import type { Identify } from './identify.ts';

/**
 * Whether an account can still say yes or no (A7): it is inside, waits for its own e-mail to be confirmed, or can't be judged
 * now. Somebody who is deactivated or gone can't. `fresh`: past the chat's cache. Throws where the chat or the store is away.
 */
export async function canAnswer(
  { chats }: Pick<Deps, 'chats'>,
  identify: Identify,
  account: Account,
  { fresh }: { readonly fresh: boolean },
): Promise<boolean> {
  const identity = await identify(account, { fresh });
  if (identity.ok || identity.refusal.code === 'waits-for-confirmation') return true;
  const profile = await chats.get(account.platform)?.profile(account);
  if (profile === undefined) return false;
  // An e-mail that Latchkey can't read is no proof, and no sign that anybody left.
  return profile.inside ? profile.email !== null : isUnjudged(profile);
}
