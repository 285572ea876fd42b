import { normalEmail, parseAccountKey } from '../../domain/identity.ts';
import type { PersonRef, Who } from '../../domain/identity.ts';
import type { Deps } from '../deps.ts';
import { personRef } from './identify.ts';

/**
 * The person that a command names, by what is stored alone: no chat is asked and nothing is written, so that neither the
 * answer nor the time it takes tells more about somebody who exists than about somebody who doesn't. Null: nobody known.
 */
export function createResolveKnown({ store }: Pick<Deps, 'store'>) {
  return async function resolveKnown(who: Who): Promise<PersonRef | null> {
    const person = await find(who);
    return person === null ? null : personRef(person);
  };

  async function find(who: Who) {
    switch (who.kind) {
      case 'person':
        return store.people.byId(who.id);
      case 'email':
        return store.people.byEmail(normalEmail(who.email));
      case 'account': {
        const bound = await store.people.byAccount(who.account);
        return bound === null ? null : store.people.byId(bound.person);
      }
      case 'unknown':
        return parseAccountKey(normalEmail(who.text)) === null ? null : store.people.byEmail(normalEmail(who.text));
      case 'me':
      case 'group':
        return null;
    }
  }
}

export type ResolveKnown = ReturnType<typeof createResolveKnown>;
