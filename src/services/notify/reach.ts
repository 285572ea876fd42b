import type { Account, PersonId } from '../../domain/identity.ts';
import type { Person } from '../../ports/people.ts';
import type { Deps } from '../deps.ts';
import { accountsAt } from '../identity/address.ts';
import type { LookUps } from '../identity/look-ups.ts';

/** Where people can be told something. `later`: a chat can't be asked now. */
export function createReach({ store, chats }: Pick<Deps, 'store' | 'chats'>, lookUps: LookUps) {
  return { accountsOf, administrator };

  /** The accounts of a person that are inside, those in the chat `prefer` first. */
  async function accountsOf(person: PersonId, prefer: string | null): Promise<readonly Account[] | 'later'> {
    const stored = await store.people.byId(person);
    const accounts = (stored?.accounts ?? [])
      .filter(({ account, outsideSince }) => chats.has(account.platform) && outsideSince === null)
      .map(({ account }) => account)
      .sort((a, b) => Number(b.platform === prefer) - Number(a.platform === prefer));
    if (accounts.length > 0 || !stored?.email) return accounts;
    return insideAt(stored.email);
  }

  async function insideAt(email: string): Promise<readonly Account[] | 'later'> {
    const looked = email.includes('@') ? await lookUps.byEmail(email) : { found: await accountsAt(email, chats) };
    if ('retryAt' in looked) return 'later';
    const inside: Account[] = [];
    for (const account of looked.found) {
      const identity = await lookUps.inside(account);
      if ('retryAt' in identity) return 'later';
      if (identity.found !== null) inside.push(account);
    }
    return inside;
  }

  /** Who is meant by the address of a Latchkey administrator; null: nobody who is known or inside. */
  async function administrator(email: string): Promise<Person | null> {
    const [meant] = await store.people.meant([email]);
    return meant ?? (await met(email));
  }

  /** An administrator who was never met becomes known by being looked up. */
  async function met(email: string): Promise<Person | null> {
    const accounts = await insideAt(email);
    return accounts === 'later' || accounts.length === 0 ? null : store.people.byEmail(email);
  }
}

export type Reach = ReturnType<typeof createReach>;
