import type { ChainEntry, TenantEvent } from '../domain/events/index.ts';
import type { EntitlementKey } from '../domain/entitlement.ts';
import type { PersonId } from '../domain/identity.ts';

/** The tenant's own events, recorded once by `key`, numbered without gaps. */
export interface JournalStore {
  append(events: readonly Omit<TenantEvent, 'n'>[]): Promise<void>;
  /** Those of these keys that were recorded. */
  byKeys(keys: readonly string[]): Promise<readonly TenantEvent[]>;
  /** Events with n greater than `after`, in order. */
  after(n: number, limit: number): Promise<readonly TenantEvent[]>;
  /** The same, and whether Latchkey wrote them: only those are ever chained (A9). */
  toChain(n: number, limit: number): Promise<readonly { readonly event: TenantEvent; readonly isOurs: boolean }[]>;
}

/** The hash chain: unique (tenant, seq), unique (tenant, access, n). */
export interface ChainStore {
  head(): Promise<{ readonly seq: number; readonly hash: string } | null>;
  /** The highest `n` chained of an access (null: the tenant), 0 for none. */
  chainedN(access: string | null): Promise<number>;
  /** The same for many accesses in one question; those of which nothing is chained are left out. */
  chained(accesses: readonly string[]): Promise<ReadonlyMap<string, number>>;
  /** Inserts in order, all with consecutive `seq` from head + 1. `seq`: somebody was faster, read the head again. `done`: an (access, n) is there already. */
  insert(entries: readonly ChainEntry[]): Promise<'inserted' | 'seq' | 'done'>;
  /** Entries with seq in [from, to], in order. */
  range(from: number, to: number): Promise<readonly ChainEntry[]>;
  /** The newest entries, at most `limit`, in order. */
  newest(limit: number): Promise<readonly ChainEntry[]>;
  /** Newest first; filters may be combined. */
  search(
    filter: { subject?: PersonId; entitlement?: EntitlementKey; access?: string; since?: number },
    limit: number,
  ): Promise<readonly ChainEntry[]>;
  /** In order of seq, from `from`. */
  walk(from?: number): AsyncIterable<ChainEntry>;
}
