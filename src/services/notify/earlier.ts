import type { Account } from '../../domain/identity.ts';
import type { Message } from '../../domain/message.ts';
import type { Deps } from '../deps.ts';
import { withEarlier } from './messages.ts';
import type { Notify } from './notify.ts';

/** An answer with what goes along with it. */
export interface Told {
  readonly message: Message;
  /** To be called when the person has it: what couldn't be told before won't be shown again. */
  seen(): Promise<void>;
}

/**
 * Adds to an answer what couldn't be told its reader for 24 hours (DESIGN §4, Wanted), whatever the answer is about.
 * Costs nothing while nobody has such notices.
 */
export function createEarlier({ store }: Pick<Deps, 'store'>, notify: Pick<Notify, 'isAnyLate' | 'missed' | 'seen'>) {
  return async function earlier(account: Account, message: Message): Promise<Told> {
    const bound = notify.isAnyLate() ? await store.people.byAccount(account) : null;
    // Who isn't inside any more reads nothing of a person's.
    const notices = bound?.outsideSince === null ? await notify.missed(bound.person) : [];
    if (notices.length === 0) return { message, seen: () => Promise.resolve() };
    const said = notices.map((one) => one.message);
    return { message: withEarlier(message, said), seen: () => notify.seen(notices) };
  };
}

export type Earlier = ReturnType<typeof createEarlier>;
