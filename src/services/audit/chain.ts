import type { ChainEntry } from '../../domain/events/index.ts';
import type { Catalogue } from '../../domain/catalogue.ts';
import type { StoredAccess } from '../../ports/access.ts';
import { TryLater } from '../../ports/queue.ts';
import { asTryLater } from '../../ports/unavailable.ts';
import { linkEntries } from './entry.ts';
import type { Deps } from '../deps.ts';
import { createRounds } from './rounds.ts';
import type { Source } from './rounds.ts';
import { createTrustedEvents } from './trusted-events.ts';
import type { Numbered, Pending, VoidEvent } from './trusted-events.ts';

export type { VoidEvent } from './trusted-events.ts';

const maxTries = 50;
/** How many of the tenant's own events are read at once, and how many entries are written at once. */
const batch = 200;
const mostEntries = 1_000;

/**
 * Appends to the hash chain: event n after n − 1, `seq` without gaps, whoever else appends (DESIGN §4, _Order_). Whatever waits
 * while something is being written goes into one write, of all accesses and the tenant's own events. Between processes the
 * unique `seq` and (access, n) decide: on a clash the head, and what is chained of each, are read again. What Latchkey didn't
 * write, and what is dated in the future, is never chained (A9), and `onVoid` is told of it.
 */
export function createChain(
  {
    store,
    directory,
    clock,
  }: {
    readonly store: Pick<Deps['store'], 'chain' | 'accesses' | 'journal'>;
    readonly directory: { readonly catalogue: Pick<Catalogue, 'tenant'> };
    readonly clock: Pick<Deps['clock'], 'now'>;
  },
  onVoid: (event: VoidEvent) => Promise<void>,
) {
  const trusted = createTrustedEvents({ store, directory, clock }, onVoid);
  const rounds = createRounds(append, (error) => asTryLater(error) !== null);
  /** What those who wait have just read, for one try of one round: the newest of it; null where somebody read nothing. */
  const read = new Map<string, StoredAccess | null>();

  /** Chains what waits of these; gives those that had anything that wasn't chained. */
  async function append(sources: readonly Source[]): Promise<ReadonlySet<Source>> {
    const had = new Set<Source>();
    for (let attempt = 0; attempt < maxTries; attempt++) {
      const [head, found] = await Promise.all([store.chain.head(), pendingOf(sources)]);
      const waiting: { readonly source: Source; readonly events: readonly Numbered[] }[] = [];
      let left = mostEntries;
      let isMore = false;
      for (const [source, pending] of found) {
        const events = await trusted(source, pending);
        if (events.length > 0) had.add(source);
        isMore ||= events.length > left || (source === null && pending.length === batch);
        if (left > 0 && events.length > 0) waiting.push({ source, events: events.slice(0, left) });
        left -= Math.min(left, events.length);
      }
      if (waiting.length === 0) return had;
      if ((await store.chain.insert(link(waiting, head))) === 'inserted' && !isMore) return had;
    }
    throw new TryLater('the head of the chain moves too fast', 200);
  }

  /** What of each isn't chained yet, as it is now. */
  async function pendingOf(sources: readonly Source[]): Promise<readonly (readonly [Source, readonly Pending[]])[]> {
    const ids = sources.filter((source) => source !== null);
    const known = ids.flatMap((id) => read.get(id) ?? []);
    for (const id of ids) read.delete(id);
    const [accesses, journal] = await Promise.all([
      ids.length === 0 ? [] : ofAccesses(ids, known),
      sources.includes(null) ? store.chain.chainedN(null).then((after) => store.journal.toChain(after, batch)) : null,
    ]);
    return [...accesses, ...(journal === null ? [] : [[null, journal] as const])];
  }

  async function ofAccesses(
    ids: readonly string[],
    known: readonly StoredAccess[],
  ): Promise<readonly (readonly [string, readonly Pending[]])[]> {
    const chained = await store.chain.chained(ids);
    return [...(await store.accesses.toChain(new Map(ids.map((id) => [id, chained.get(id) ?? 0])), known))];
  }

  function link(
    waiting: readonly { readonly source: Source; readonly events: readonly Numbered[] }[],
    head: { readonly seq: number; readonly hash: string } | null,
  ): readonly ChainEntry[] {
    const entries: ChainEntry[] = [];
    for (const { source, events } of waiting) {
      entries.push(...linkEntries(directory.catalogue.tenant, source, events, entries.at(-1) ?? head));
    }
    return entries;
  }

  return {
    /** Chains what an access has that is not in the chain yet; false: it had nothing. `stored`: as it was just read. */
    access(id: string, stored: StoredAccess | null = null): Promise<boolean> {
      const known = read.get(id);
      const isNewer =
        stored !== null &&
        known !== undefined &&
        known !== null &&
        stored.access.events.length > known.access.events.length;
      if (known === undefined || stored === null || isNewer) read.set(id, stored);
      return rounds.ask(id);
    },
    /** Chains what waits in the tenant's journal. */
    journal: () => rounds.ask(null),
  };
}

export type Chain = ReturnType<typeof createChain>;
