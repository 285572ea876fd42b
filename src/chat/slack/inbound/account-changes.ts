import { LRUCache } from 'lru-cache';
import { atMost } from '../../../lib/read-cache.ts';
import type { Account } from '../../../domain/identity.ts';
import type { OwnIdentity } from '../connect/identity.ts';
import { judgeUser } from '../people/profile.ts';
import type { Profiles, SlackUser } from '../people/profile.ts';

const mostKnown = 10_000;

/**
 * Hears `user_change`. Slack sends it for every new status and picture too: only what changes who somebody is (inside or
 * not, e-mail, name) is handed on, and the first we hear of somebody.
 */
export function createAccountChanges(profiles: Profiles, own: OwnIdentity) {
  const known = new LRUCache<string, string>(atMost(mostKnown));
  return {
    async heard(given: object, changed: (account: Account) => Promise<unknown>): Promise<void> {
      const user = given as SlackUser;
      if (!user.id) return;
      profiles.forget(user.id);
      const account = { platform: 'slack', workspace: own.workspace, user: user.id };
      const now = JSON.stringify(judgeUser(account, user, own));
      if (known.get(user.id) === now) return;
      known.delete(user.id);
      await changed(account);
      known.set(user.id, now);
    },
  };
}

export type AccountChanges = ReturnType<typeof createAccountChanges>;
