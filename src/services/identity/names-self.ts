import { accountKey, normalEmail } from '../../domain/identity.ts';
import type { Who } from '../../domain/identity.ts';
import type { Person } from '../../ports/people.ts';

/** Whether a command names the person who gave it, told from what is known of them alone: nobody else is looked up. */
export function namesSelf(who: Who, own: Pick<Person, 'id' | 'emails' | 'accounts'>): boolean {
  switch (who.kind) {
    case 'me':
      return true;
    case 'person':
      return who.id === own.id;
    case 'account':
      return own.accounts.some(({ account }) => accountKey(account) === accountKey(who.account));
    case 'email':
      return own.emails.some(({ address }) => address === normalEmail(who.email));
    case 'unknown':
      // The written form of an account.
      return own.accounts.some(({ account }) => accountKey(account).toLowerCase() === normalEmail(who.text));
    case 'group':
      return false;
  }
}
