import { LRUCache } from 'lru-cache';
import { atMost } from '../lib/read-cache.ts';
import pTimeout from 'p-timeout';
import type { ReplyRef } from '../domain/call.ts';
import { currentLanguage, defaultLanguage } from '../words/index.ts';

/** How long a locale is remembered, in ms: people seldom change it. */
const keptMs = 3_600_000;
/** How long it counts that a locale couldn't be had, in ms. */
const unknownMs = 30_000;
const most = 5_000;
/** How long an answer waits for its reader's locale, in ms: within what a platform gives for a first answer. */
const patienceMs = 800;

/** What is known of users' locales. */
export interface Locales {
  /** Null: not known, or it can't be had soon. Never throws. */
  of(user: string): Promise<string | null>;
  /** What was just seen of a user; true where it is news. */
  seen(user: string, locale: string | null): boolean;
}

/** Remembers locales, and looks up what isn't known with `read`, one reading at a time for each user. */
export function createLocales(read: (user: string) => Promise<string | null>): Locales {
  const known = new LRUCache<string, { readonly locale: string | null }>({ ...atMost(most), ttl: keptMs });
  const reading = new Map<string, Promise<string | null>>();

  /** What comes too late for this answer is there for the next one. */
  async function look(user: string): Promise<string | null> {
    try {
      const locale = await read(user);
      known.set(user, { locale });
      return locale;
    } finally {
      reading.delete(user);
    }
  }

  function lookOnce(user: string): Promise<string | null> {
    const begun = reading.get(user) ?? look(user);
    reading.set(user, begun);
    return begun;
  }

  return {
    async of(user) {
      const remembered = known.get(user);
      if (remembered !== undefined) return remembered.locale;
      try {
        return await pTimeout(lookOnce(user), { milliseconds: patienceMs });
      } catch {
        // A chat that is away isn't waited for with every answer.
        if (!known.has(user)) known.set(user, { locale: null }, { ttl: unknownMs });
        return null;
      }
    },
    seen(user, locale) {
      const isNews = known.peek(user)?.locale !== locale;
      known.set(user, { locale });
      return isNews;
    },
  };
}

/** With the language in which somebody is answered later, in the process that carries their command out. */
export function spokenTo<Reply extends ReplyRef>(reply: Reply): Reply {
  const language = currentLanguage();
  return language === defaultLanguage ? reply : { ...reply, language };
}
