import { LRUCache } from 'lru-cache';
import type { Account, Platform } from '../../domain/identity.ts';
import { accountKey } from '../../domain/identity.ts';
import { atMost, expiry } from '../../lib/read-cache.ts';
import { ChatError } from '../../ports/chat.ts';
import type { Deps } from '../deps.ts';
import type { Identified, Identify } from './identify.ts';

/** Look-ups of people who haven't been met, for each platform: Slack allows about 50 a minute, and commands need some. */
export const lookUpsPerMinute = 30;
const minuteMs = 60_000;
/** How long an answer and a refusal are remembered, in ms. */
const rememberMs = 600_000;
/** How long a platform that gives no answer is left alone, in ms. */
const awayMs = 10_000;
const mostKnown = 10_000;

/** What is known; `retryAt` (ms): there is no answer now, ask again then. */
export type LookedUp<T> = { readonly found: T } | { readonly retryAt: number };

/**
 * Looks people up for messages, not for decisions: within a budget a minute, each answer remembered for ten minutes, and
 * so is each refusal, so that whoever can't be looked up holds up nobody else. Never throws for what a chat says.
 */
export function createLookUps({ chats, clock, log }: Pick<Deps, 'chats' | 'clock' | 'log'>, identify: Identify) {
  const known = new LRUCache<string, LookedUp<unknown>>({ ...atMost(mostKnown), ...expiry(rememberMs, clock) });
  const budgets = new Map<Platform, { from: number; used: number }>();
  const closedUntil = new Map<Platform, number>();

  return {
    /** The accounts with an e-mail, on every platform that proves any. */
    async byEmail(email: string): Promise<LookedUp<readonly Account[]>> {
      const answers = await Promise.all(
        [...chats.values()].map((chat) =>
          once(chat.platform, `${chat.platform} ${email}`, () => chat.accountByEmail(email)),
        ),
      );
      const retries = answers.flatMap((one) => ('retryAt' in one ? [one.retryAt] : []));
      const accounts = answers.flatMap((one) => ('found' in one && one.found !== null ? [one.found] : []));
      // Whoever is found on one platform can decide there: what the others would say isn't waited for.
      if (retries.length > 0 && accounts.length === 0) return { retryAt: Math.min(...retries) };
      return { found: accounts };
    },

    /** Whether the holder of an account is inside now; null: no. Read again each time, within the platform's own cache. */
    async inside(account: Account): Promise<LookedUp<Identified | null>> {
      const key = accountKey(account);
      const cached = refusalOf(key);
      if (cached !== null) return cached;
      const closed = closedUntil.get(account.platform) ?? 0;
      if (closed > clock.now()) return { retryAt: closed };
      try {
        const identity = await identify(account);
        return { found: identity.ok ? identity.who : null };
      } catch (error) {
        return noAnswer(account.platform, key, error);
      }
    },
  };

  async function once<T>(platform: Platform, key: string, ask: () => Promise<T>): Promise<LookedUp<T>> {
    const now = clock.now();
    const cached = known.get(key);
    if (cached) return cached as LookedUp<T>;
    const closed = closedUntil.get(platform) ?? 0;
    if (closed > now) return { retryAt: closed };
    const retryAt = spend(platform, now);
    if (retryAt !== null) return { retryAt };
    try {
      const is = { found: await ask() };
      known.set(key, is);
      return is;
    } catch (error) {
      return noAnswer(platform, key, error);
    }
  }

  function refusalOf(key: string): { readonly retryAt: number } | null {
    const cached = known.get(key);
    return cached && 'retryAt' in cached ? cached : null;
  }

  /** Null: within the budget; else when the next minute begins. */
  function spend(platform: Platform, now: number): number | null {
    const budget = budgets.get(platform);
    if (!budget || now >= budget.from + minuteMs) {
      budgets.set(platform, { from: now, used: 1 });
      return null;
    }
    if (budget.used >= lookUpsPerMinute) return budget.from + minuteMs;
    budget.used += 1;
    return null;
  }

  /** A refusal is remembered; a platform that is away, or asks us to wait, is left alone as a whole. */
  function noAnswer(platform: Platform, key: string, error: unknown): { readonly retryAt: number } {
    if (!(error instanceof ChatError)) throw error;
    const now = clock.now();
    log.info({ err: error, platform, code: error.code }, 'Somebody can’t be looked up now and is left out');
    const cause = error.cause instanceof ChatError ? error.cause : error;
    if (cause.kind === 'transient') {
      const retryAt = now + (cause.retryAfterMs ?? awayMs);
      closedUntil.set(platform, retryAt);
      return { retryAt };
    }
    const is = { retryAt: now + rememberMs };
    known.set(key, is);
    return is;
  }
}

export type LookUps = ReturnType<typeof createLookUps>;
