import pTimeout from 'p-timeout';
import type { Call, Outcome } from '../src/domain/call.ts';
import type { Account } from '../src/domain/identity.ts';
import { readAddress } from '../src/lib/address.ts';
import { ChatError } from '../src/ports/chat.ts';
import { StoreUnavailable } from '../src/ports/store.ts';
import type { AskerOf } from './asker.ts';
import type { Command, CommandDeps } from './command.ts';
import { no } from './command.ts';
import { words } from '../src/words/index.ts';

/** What also works for an account that isn't a person's, or isn't inside any more. */
const forEverybody: readonly string[] = ['help', 'link', 'link-confirm', 'link-refuse', 'unlink', 'unlink-confirmed'];

/**
 * Answers somebody who isn't inside with why they aren't, before a command looks at what was typed: what they read must not
 * depend on whether a thing exists (DESIGN §4, _Disclosure_). What they tried is still recorded. Null: they may go on, also
 * where neither the store nor the chat can be asked in time: a command is kept while either is away. Whom the store knows to
 * be inside isn't looked up.
 */
export function createOutsider(askerOf: AskerOf, deps: CommandDeps) {
  return async function outsider(call: Call, command: Command): Promise<Outcome | null> {
    const { name, mode } = command.description;
    if (forEverybody.includes(name)) return null;
    const sentence = mode === 'job' ? await soon(whyOutside(call)) : await whyOutside(call);
    if (sentence === null) return null;
    if (mode === 'job') await onRecord(call, command);
    return no(sentence);
  };

  async function whyOutside({ account }: Call): Promise<string | null> {
    try {
      if ((await askerOf(account)) !== null) return null;
      if (await willBeMet(account)) return null;
      const identity = await deps.identify(account);
      if (identity.ok) return null;
      const { code, args } = identity.refusal;
      const isWaiting = code === 'waits-for-confirmation' || (code === 'unlinked' && (await waits(account)));
      return isWaiting ? null : words.refusal(args);
    } catch (error) {
      if (error instanceof ChatError || error instanceof StoreUnavailable) return null;
      throw error;
    }
  }

  /** Whom a platform vouches for becomes a person when the command is decided: nothing is written for an acknowledgement. */
  async function willBeMet(account: Account): Promise<boolean> {
    const profile = await deps.chats.get(account.platform)?.profile(account);
    return profile?.inside === true && profile.email !== null && readAddress(profile.email) !== null;
  }

  /** Whether it waits whose an account is: until then it requests in its own name (A7). */
  async function waits(account: Account): Promise<boolean> {
    const isAsked = (await deps.store.links.asked(account)) !== null;
    return isAsked || (await deps.ownName(account, { make: false })) !== null;
  }

  /** The worker refuses and records it; it answers nobody, because they have their answer. */
  async function onRecord(call: Call, command: Command): Promise<void> {
    const queue = {
      ...deps.queue,
      command: (jobs: Parameters<typeof deps.queue.command>[0]) =>
        deps.queue.command(jobs.map((job) => ({ ...job, reply: null }))),
    };
    // A queue that doesn't confirm must not tell what exists either.
    await command.run(call, { ...deps, queue }).catch(() => undefined);
  }
}

/** What is known within a second, which leaves enough of a platform's three for the queue; null: nothing is. */
function soon<T>(work: Promise<T | null>): Promise<T | null> {
  return pTimeout(work, { milliseconds: soonMs, fallback: () => null });
}

const soonMs = 1_000;
