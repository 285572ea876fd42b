import { ChatUnavailable } from '../../../ports/chat.ts';
import { retry } from '../../../lib/retry.ts';
import type { Clock } from '../../../ports/clock.ts';

/** How many members Discord gives at a time, at most. */
export const pageSize = 1_000;
const cacheMs = 60_000;
/** What one reading waits for when Discord limits it: so long at a time, and so long after its beginning, in ms. */
const longestWaitMs = 60_000;
const longestReadingMs = 600_000;
/** Beyond so many changes the whole list is read anew. */
const mostOutdated = 100;

interface OneMember {
  readonly user: { readonly id: string };
}

interface List<Member> {
  readonly members: Map<string, Member>;
  /** When its last page came, in ms. */
  readonly at: number;
}

interface Reading<Member> {
  readonly giveUpAt: number;
  readonly waiting: Set<{ resolve(all: readonly Member[]): void; reject(error: unknown): void }>;
  /** Until when Discord asked us to wait (ms); null: it is being read. */
  pausedUntil: number | null;
}

/**
 * The list of all members, read by one reading at a time for whoever asks, and kept for a minute. A large server's takes
 * many pages, and Discord limits them: the reading then waits as told (a minute at most) and goes on where it stood, for
 * ten minutes in all. Nobody is kept waiting for that: who asks meanwhile is told how long it will be (`ChatUnavailable`),
 * and finds the reading further on when they come again. Any other failure ends the reading.
 */
export function createEverybody<Member extends OneMember>({
  readPage,
  readMember,
  clock,
}: {
  /** The members after the one with this id, by their ids. */
  readonly readPage: (after: string) => Promise<readonly Member[]>;
  readonly readMember: (user: string) => Promise<Member | null>;
  readonly clock: Clock;
}) {
  let list: List<Member> | null = null;
  let reading: Reading<Member> | null = null;
  const outdated = new Set<string>();

  function everybody(): Promise<readonly Member[]> {
    if (reading === null) {
      const known = current();
      if (known && outdated.size === 0) return Promise.resolve([...known.members.values()]);
      reading = { giveUpAt: clock.now() + longestReadingMs, waiting: new Set(), pausedUntil: null };
      void work(reading, known);
    }
    const { waiting, pausedUntil } = reading;
    if (pausedUntil !== null) return Promise.reject(told(pausedUntil));
    return new Promise((resolve, reject) => void waiting.add({ resolve, reject }));
  }

  /** The list, unless it is too old to be worth mending. */
  function current(): List<Member> | null {
    if (list && clock.now() - list.at < cacheMs && outdated.size <= mostOutdated) return list;
    list = null;
    outdated.clear();
    return null;
  }

  /** Never rejects. */
  async function work(mine: Reading<Member>, known: List<Member> | null): Promise<void> {
    try {
      list = known ?? (await readPages(mine));
      await mend(mine, list);
      const all = [...list.members.values()];
      for (const one of mine.waiting) one.resolve(all);
    } catch (error) {
      for (const one of mine.waiting) one.reject(error);
    } finally {
      reading = null;
    }
  }

  async function readPages(mine: Reading<Member>): Promise<List<Member>> {
    const members = new Map<string, Member>();
    for (let after = '0'; ;) {
      const page = await asTold(mine, () => readPage(after));
      for (const member of page) members.set(member.user.id, member);
      const last = page.at(-1);
      if (!last || page.length < pageSize) return { members, at: clock.now() };
      after = last.user.id;
    }
  }

  /** Asks again for those who changed since the list was read, also while this goes on. */
  async function mend(mine: Reading<Member>, { members }: List<Member>): Promise<void> {
    for (const user of outdated) {
      if (clock.now() > mine.giveUpAt) return;
      outdated.delete(user);
      try {
        const member = await asTold(mine, () => readMember(user));
        if (member) members.set(user, member);
        else members.delete(user);
      } catch (error) {
        outdated.add(user);
        throw error;
      }
    }
  }

  function asTold<T>(mine: Reading<Member>, ask: () => Promise<T>): Promise<T> {
    return retry(ask, {
      pauseOf(error) {
        const wait = error instanceof ChatUnavailable ? error.retryAfterMs : null;
        return wait === null || wait > longestWaitMs || clock.now() + wait > mine.giveUpAt ? null : wait;
      },
      async sleep(wait) {
        mine.pausedUntil = clock.now() + wait;
        for (const one of mine.waiting) one.reject(told(mine.pausedUntil));
        mine.waiting.clear();
        await clock.sleep(Math.max(1, wait));
        mine.pausedUntil = null;
      },
    });
  }

  function told(until: number): ChatUnavailable {
    const wait = Math.max(1, until - clock.now());
    return new ChatUnavailable('Discord asked us to wait with the list of all members', wait);
  }

  return {
    everybody,
    /** What was read of somebody holds no longer. */
    forget(user: string): void {
      if (reading === null && current() === null) return;
      outdated.add(user);
    },
  };
}
