import type { Message } from '../src/domain/message.ts';
import { say } from '../src/domain/message.ts';
import { accountAddress } from '../src/domain/identity.ts';
import type { Account, PersonId } from '../src/domain/identity.ts';
import { isStale } from '../src/services/identity/identify.ts';
import type { CommandDeps } from './command.ts';
import { words } from '../src/words/index.ts';

/** Whose account it is: `person` is null for who is declared and comes for the first time. */
export interface Asker {
  readonly person: PersonId | null;
}

/** Who asks, by the store alone: the platform is not asked, so it is quick, and nothing is decided by it. */
export function createAsker({ store, directory }: Pick<CommandDeps, 'store' | 'directory'>) {
  /** Null: nobody's account who counts. */
  return async function askerOf(account: Account): Promise<Asker | null> {
    const bound = await store.people.byAccount(account);
    if (bound === null) return directory.catalogue.members.includes(accountAddress(account)) ? { person: null } : null;
    return bound.outsideSince === null && !isStale(bound, directory) ? { person: bound.person } : null;
  };
}

export type AskerOf = ReturnType<typeof createAsker>;

/** Who may not see what can be asked for, and what they read; whom the store does not know is asked for at their platform. */
export function createKeptOut(askerOf: AskerOf, { identify }: Pick<CommandDeps, 'identify'>) {
  return async function keptOut(account: Account): Promise<Message | null> {
    if ((await askerOf(account)) !== null) return null;
    const identity = await identify(account);
    if (identity.ok || identity.refusal.code === 'waits-for-confirmation') return null;
    return say(words.refusal(identity.refusal.args), 'bad');
  };
}
