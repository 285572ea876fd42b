import type { Account, PersonId } from '../../domain/identity.ts';
import { accountKey } from '../../domain/identity.ts';
import type { Deps } from '../deps.ts';

/** How long somebody isn't asked again about the same account by the same proof, in ms. */
export const notAskedAgainMs = 30 * 24 * 3_600_000;

/** What said that an account is somebody's: by another proof they may be asked again. */
export type AskedBy = 'email' | 'sign-in' | 'vouched';

/** The journal's key of somebody's word, given at `at` (ms), that an account isn't theirs. */
export function notMeKey(account: Account, person: PersonId, by: AskedBy, at: number): string {
  return keyOf(account, person, by, Math.floor(at / notAskedAgainMs));
}

/** Whether somebody said within the last 30 days that an account isn't theirs, by the same proof. Null: no; else until when it holds, in ms. */
export async function notMeUntil(
  { store, clock }: Pick<Deps, 'store' | 'clock'>,
  account: Account,
  person: PersonId,
  by: AskedBy,
): Promise<number | null> {
  const now = clock.now();
  const period = Math.floor(now / notAskedAgainMs);
  const found = await store.journal.byKeys([period - 1, period].map((one) => keyOf(account, person, by, one)));
  const until = found.map(({ at }) => at + notAskedAgainMs).filter((end) => end > now);
  return until.length === 0 ? null : Math.max(...until);
}

function keyOf(account: Account, person: PersonId, by: AskedBy, period: number): string {
  return `not-me/${accountKey(account)}/${person}/${by}/${period}`;
}
