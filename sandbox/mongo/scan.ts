import type { Collection, Stored } from './collection.ts';
import { mongoError } from './errors.ts';
import type { Filter } from './filter.ts';
import { matches } from './match.ts';
import type { Access, KeyRange, Plan, SortField } from './plan.ts';
import { fieldsOf } from './raw.ts';
import { sortDocs } from './sort.ts';

/** What a query has looked at so far. */
export interface Stats {
  keys: number;
  docs: number;
  returned: number;
}

export const newStats = (): Stats => ({ keys: 0, docs: 0, returned: 0 });

/** How a query is run; `deadline` is in `Date.now()`'s milliseconds, 50 MaxTimeMSExpired after it. */
export interface Query {
  readonly plan: Plan;
  readonly filter: Filter;
  readonly sort: readonly SortField[];
  readonly skip: number;
  /** 0 for all. */
  readonly limit: number;
  readonly deadline?: number | undefined;
}

const FIRST_CHUNK = 16;
const LARGEST_CHUNK = 512;

/* Each chunk is read anew from where the last one ended: a cursor may rest between two of them while others write. */
function* readNatural(collection: Collection, reverse: boolean): Generator<Stored> {
  let after = 0;
  for (let size = FIRST_CHUNK; ; size = Math.min(size * 2, LARGEST_CHUNK)) {
    const chunk = collection.readNatural(after, size, reverse);
    for (const stored of chunk) {
      after = stored.id;
      yield stored;
    }
    if (chunk.length < size) return;
  }
}

function* readRange(
  collection: Collection,
  access: Access & { kind: 'index' },
  { start, end }: KeyRange,
): Generator<number> {
  let [from, to] = [start, end];
  for (let size = FIRST_CHUNK; ; size = Math.min(size * 2, LARGEST_CHUNK)) {
    const chunk = collection.readIndex(access.index, from, to, size, access.reverse);
    for (const { key, id } of chunk) {
      if (access.reverse) to = key;
      else from = Buffer.concat([key, Buffer.alloc(1)]);
      yield id;
    }
    if (chunk.length < size) return;
  }
}

function* reach(collection: Collection, access: Access, stats: Stats): Generator<Stored> {
  if (access.kind === 'natural') {
    for (const stored of readNatural(collection, access.reverse)) {
      stats.docs++;
      yield stored;
    }
    return;
  }
  const seen = new Set<number>();
  if (access.kind === 'or') {
    for (const branch of access.branches) {
      for (const stored of reach(collection, branch, stats)) {
        if (seen.has(stored.id)) continue;
        seen.add(stored.id);
        yield stored;
      }
    }
    return;
  }
  for (const range of access.ranges) {
    for (const id of readRange(collection, access, range)) {
      stats.keys++;
      if (seen.has(id)) continue;
      seen.add(id);
      const stored = collection.get(id);
      if (!stored) continue;
      stats.docs++;
      yield stored;
    }
  }
}

function* matching(collection: Collection, query: Query, stats: Stats): Generator<Stored> {
  const everything = query.filter.kind === 'and' && query.filter.filters.length === 0;
  const fields = fieldsOf(query.filter);
  let count = 0;
  for (const stored of reach(collection, query.plan.access, stats)) {
    if (query.deadline !== undefined && count++ % 64 === 0 && Date.now() > query.deadline) {
      throw mongoError(50, 'operation exceeded time limit');
    }
    if (everything || matches(query.filter, stored.part(fields))) yield stored;
  }
}

/** The documents a query means, in its order, one at a time. May rest between two of them. */
export function* runQuery(
  collection: Collection | undefined,
  query: Query,
  stats: Stats = newStats(),
): Generator<Stored> {
  if (!collection) return;
  const found = matching(collection, query, stats);
  const { skip, limit } = query;
  const ordered = query.plan.sorted ? found : sortDocs([...found], query.sort);
  let at = 0;
  for (const stored of ordered) {
    if (at++ < skip) continue;
    stats.returned++;
    yield stored;
    if (limit > 0 && at >= skip + limit) return;
  }
}
