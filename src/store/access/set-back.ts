import type { Model } from 'mongoose';
import { find, keyOf, type Raw, rawOf } from '../mongo/walk.ts';

/** What is asked of an access: how many events it has, and where it lies. */
interface Length {
  readonly _id: unknown;
  readonly id: string;
  readonly events: readonly unknown[];
}

/** How many accesses this process knows the newest event of. */
const mostSeen = 20_000;
/** How often the next open accesses are looked through, in ms, and how many. */
const everyMs = 15_000;
const page = 200;
/** Where an open access can be. */
const states = ['active', 'approved', 'requested'] as const;

/**
 * Finds accesses that were set back to what they were before (A9): somebody put an older document of ours in their place, in
 * which every seal is right. Reading costs nothing: it is compared with what this process has seen. What it hasn't seen is
 * compared with the chain, a page of open accesses at a time. MongoDB is asked about an access only where one of them is in doubt.
 */
export function createSetBack(
  chain: Pick<Model<never>, 'collection'>,
  accesses: Pick<Model<never>, 'collection'>,
  tenant: string,
) {
  const entries = rawOf(chain);
  const documents = rawOf(accesses);
  /** The newest event known of an access; the longest known are forgotten first. */
  const newest = new Map<string, number>();
  let nextLook = 0;
  let at = { state: 0, after: 0 };

  function note(id: string, n: number): void {
    const known = newest.get(id) ?? 0;
    newest.delete(id);
    newest.set(id, Math.max(known, n));
    const [oldest] = newest.keys();
    if (newest.size > mostSeen && oldest !== undefined) newest.delete(oldest);
  }

  /** Those of which the chain has events that they lack, with the newest one. */
  async function behind(some: readonly Length[]): Promise<ReadonlyMap<string, number>> {
    if (some.length === 0) return new Map();
    const lengths = new Map(some.map(({ id, events }) => [id, events.length]));
    const later = { access: { $in: [...lengths.keys()] }, n: { $gt: Math.min(...lengths.values()) } };
    const found = await find(entries, { tenant, ...later }, { access: 1, n: 1 }, 0, { access: 1, n: 1 });
    const beyond = found.filter(({ access, n }) => Number(n) > (lengths.get(String(access)) ?? Infinity));
    return new Map(beyond.map(({ access, n }) => [String(access), Number(n)]));
  }

  async function nextPage(): Promise<readonly Raw[]> {
    const state = states[at.state] ?? states[0];
    const filter = { tenant, open: true, state, createdAt: { $gte: at.after } };
    const found = await find(documents, filter, { createdAt: 1, _id: 1 }, page, { id: 1, 'events.n': 1, createdAt: 1 });
    const last = Number(found.at(-1)?.['createdAt'] ?? 0);
    // Several can be of the same moment: the last moment is looked at again, unless it fills a page.
    if (found.length < page) at = { state: (at.state + 1) % states.length, after: 0 };
    else at = { ...at, after: last > at.after ? last : last + 1 };
    return found;
  }

  return {
    note,
    /** Which of these, by `_id`, were set back. Asks MongoDB only about those that had more events before. */
    async among(read: readonly Length[]): Promise<ReadonlySet<string>> {
      const doubted = read.filter(({ id, events }) => (newest.get(id) ?? 0) > events.length);
      for (const { id, events } of read) note(id, events.length);
      if (doubted.length === 0) return none;
      const known = await behind(doubted);
      if (known.size === 0) return none;
      // Somebody may have decided about it while it was read.
      const keys = doubted.map(({ _id }) => _id);
      const again = await find(documents, { _id: { $in: keys } }, { _id: 1 }, 0, { id: 1, 'events.n': 1 });
      return new Set(again.filter((one) => lengthOf(one) < (known.get(String(one['id'])) ?? 0)).map(keyOf));
    },
    /** Looks through the next open accesses; those found are in doubt from then on. At most every 15 s. */
    async look(now: number): Promise<readonly string[]> {
      if (now < nextLook) return [];
      nextLook = now + everyMs;
      const found = (await nextPage()).map((one) => ({
        _id: one['_id'],
        id: String(one['id']),
        events: eventsOf(one),
      }));
      const known = await behind(found);
      for (const [id, n] of known) note(id, n);
      return [...known.keys()];
    },
  };
}

export type SetBack = ReturnType<typeof createSetBack>;

const none: ReadonlySet<string> = new Set();

function eventsOf({ events }: Raw): readonly unknown[] {
  return Array.isArray(events) ? events : [];
}

function lengthOf(document: Raw): number {
  return eventsOf(document).length;
}
