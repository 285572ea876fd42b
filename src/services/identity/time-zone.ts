import type { Account } from '../../domain/identity.ts';
import { accountKey } from '../../domain/identity.ts';
import { ChatError } from '../../ports/chat.ts';
import type { Deps } from '../deps.ts';

/**
 * The zone (IANA name) in which somebody's words about time are read: of their own profile, else of another account of
 * theirs, else `defaults.timeZone`. A chat that can't be asked now counts as one that doesn't tell.
 */
export async function timeZoneOf(
  account: Account,
  { store, chats, directory }: Pick<Deps, 'store' | 'chats' | 'directory'>,
): Promise<string> {
  const own = await profileZone(account);
  if (own !== null) return own;
  const bound = await store.people.byAccount(account);
  const person = bound === null ? null : await store.people.byId(bound.person);
  for (const other of person?.accounts ?? []) {
    const zone = accountKey(other.account) === accountKey(account) ? null : await profileZone(other.account);
    if (zone !== null) return zone;
  }
  return directory.catalogue.defaults.timeZone;

  async function profileZone(one: Account): Promise<string | null> {
    try {
      const profile = await chats.get(one.platform)?.profile(one);
      return profile?.inside === true ? (profile.timeZone ?? null) : null;
    } catch (error) {
      if (error instanceof ChatError) return null;
      throw error;
    }
  }
}
