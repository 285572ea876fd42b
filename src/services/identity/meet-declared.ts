import type { Account } from '../../domain/identity.ts';
import { ChatRefused, ChatUnavailable } from '../../ports/chat.ts';
import { accountsAt } from './address.ts';
import type { Deps } from '../deps.ts';
import type { Identify } from './identify.ts';

/** The longest wait that a platform may ask for between two members, in ms; more, and the rest is met the next time. */
const longestWaitMs = 60_000;

/**
 * Meets the members whom `latchkey.yml` declares by their id before they say anything, so that what the file gives them and
 * what their roles let them decide holds from the start. Who is not there yet is met when they join. Harmless to repeat.
 */
export function createMeetDeclared(
  { store, directory, chats, clock, log }: Pick<Deps, 'store' | 'directory' | 'chats' | 'clock' | 'log'>,
  identify: Identify,
) {
  return async function meetDeclared(): Promise<void> {
    const away = new Set<string>();
    for (const address of directory.catalogue.members) {
      for (const account of await accountsAt(address, chats)) {
        if (away.has(account.platform) || (await store.people.byAccount(account)) !== null) continue;
        if (!(await meet(account))) away.add(account.platform);
      }
    }
  };

  /** False: the platform cannot be asked now. */
  async function meet(account: Account): Promise<boolean> {
    try {
      await identify(account);
      return true;
    } catch (error) {
      if (error instanceof ChatUnavailable && error.retryAfterMs !== null && error.retryAfterMs <= longestWaitMs) {
        await clock.sleep(Math.max(100, error.retryAfterMs));
        return meet(account);
      }
      if (!(error instanceof ChatUnavailable) && !(error instanceof ChatRefused)) throw error;
      log.debug({ err: error, platform: account.platform }, 'declared members are met the next time');
      return false;
    }
  }
}
