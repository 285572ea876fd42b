import { LRUCache } from 'lru-cache';
import { atMost } from '../../../lib/read-cache.ts';
import type { Account } from '../../../domain/identity.ts';
import type { Guild } from '../connect/guild.ts';
import type { OwnIdentity } from '../connect/identity.ts';
import { accountOf } from '../people/account.ts';

interface Given {
  readonly guild_id?: string;
  readonly user?: { readonly id?: string; readonly username?: string; readonly global_name?: string | null };
  readonly nick?: string | null;
  readonly roles?: readonly string[];
  readonly pending?: boolean;
}

const mostKnown = 10_000;

/**
 * Hears of members. Discord tells every new picture, too: only what changes who somebody is here (there or not, roles, names,
 * the rules accepted) is handed on, and the first we hear of somebody.
 */
export function createMemberChanges(guild: Pick<Guild, 'forget'>, own: Pick<OwnIdentity, 'guild' | 'user'>) {
  const known = new LRUCache<string, string>(atMost(mostKnown));
  return {
    async heard(event: string, data: unknown, changed: (account: Account) => Promise<unknown>): Promise<void> {
      const { guild_id: where, user, nick, roles, pending } = data as Given;
      if (where !== own.guild || user?.id === undefined) return;
      guild.forget(user.id);
      if (user.id === own.user) return;
      const isUpdate = event === 'GUILD_MEMBER_UPDATE';
      const now = isUpdate ? JSON.stringify([user.username, user.global_name, nick, roles, pending]) : event;
      if (isUpdate && known.get(user.id) === now) return;
      // Before it is done: what comes in the meantime is compared with this.
      known.set(user.id, now);
      try {
        await changed(accountOf(user.id));
      } catch (error) {
        if (known.get(user.id) === now) known.delete(user.id);
        throw error;
      }
    },
  };
}
