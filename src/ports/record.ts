import type { Access } from '../domain/access.ts';
import type { PersonState } from '../domain/person.ts';
import type { ChainEntry, TenantEvent } from '../domain/events/index.ts';
import type { TargetNote, TargetRecord } from './targets.ts';

/** A stored document, or why it can't be read. `key` is its `_id` as text. */
export type Found<T> =
  | { readonly key: string; readonly value: T; readonly fault?: undefined }
  | { readonly key: string; readonly value?: undefined; readonly fault: string };

/** Of a seal: `unknown` where there is no secret to check it with. */
export type SealState = 'right' | 'wrong' | 'none' | 'unknown';

/** An access as it stands in its document, with the fields that queries use. */
export interface FoundAccess {
  readonly access: Access;
  /** What the document has beside the access: each follows from it. */
  readonly derived: {
    readonly _id: string;
    readonly entitlementKey: unknown;
    readonly open: unknown;
    readonly dueAt: unknown;
    readonly createdAt: unknown;
  };
  /** The `_id` that the access's tenant and id give. */
  readonly expectedKey: string;
  readonly outbox: readonly FoundEffect[];
  readonly targets: readonly TargetNote[];
  /** How many notes about roles there were. */
  readonly notes: number;
  /** From which event on it's void for good, as it stands there; null: it isn't. */
  readonly voidFrom: unknown;
  /** The seal of each of its events, by place. */
  readonly seals: readonly SealState[];
}

/** What is to follow from an event, as it stands in an access's outbox. */
export interface FoundEffect {
  readonly id: string;
  readonly kind: string;
  readonly n: number;
  readonly at: number;
  readonly person?: string;
}

/** What was last imported from the configuration. */
export interface FoundCatalogue {
  readonly version: number;
  /** Whether it lies where Latchkey writes it. */
  readonly isInPlace: boolean;
}

/** An event of the journal. */
export type FoundEvent = TenantEvent & { readonly isInPlace: boolean; readonly seal: SealState };

/** A person as they stand in their document. */
export interface FoundPerson {
  readonly state: PersonState;
  /** What the document has beside the state, and what the state gives there. */
  readonly derived: Readonly<Record<string, unknown>>;
  readonly expected: Readonly<Record<string, unknown>>;
  /** Since when the oldest event waits to be recorded, in ms; null: none does. */
  readonly unrecordedSince: number | null;
  readonly isInPlace: boolean;
}

/** A revocation fence (DESIGN §4, _Across documents_). `heardAt` in ms. */
export interface FoundFence {
  readonly person: string;
  readonly entitlement: string;
  readonly heardAt: number;
  /** Whether `_id` is what person and entitlement give. */
  readonly isInPlace: boolean;
}

/**
 * What is stored, as it is stored, for `audit verify`: walks that leave out nothing that a query of Latchkey could find,
 * wherever it lies, and that go on after what can't be read. A few hundred documents are in memory at once. Every method
 * throws `StoreUnavailable` when the server can't be asked.
 */
export interface RecordStore {
  /** Entries of the chain in order of `seq`, page by page. */
  entries(): AsyncIterable<readonly Found<{ readonly entry: ChainEntry; readonly seal: SealState }>[]>;
  /**
   * From which entry on the record is sealed, as the sealed statement says that the first start of this version wrote; `seal`:
   * whether that statement is ours. Null: there is none.
   */
  sealedSince(): Promise<{ readonly from: number; readonly seal: SealState } | null>;
  /** Whether the first entry of the chain has a seal: no older version wrote any. */
  isSealedFromStart(): Promise<boolean>;
  /**
   * The number of an entry that none of our secrets sealed: the newest or the oldest one with a seal, where none of the entries
   * around it has a seal of ours. Null: a secret of ours sealed the record, nothing is sealed, or there is no secret to ask.
   */
  foreignSeal(): Promise<number | null>;
  /** Entries that have no proper `seq`, so that `entries` can't find them; at most 100. */
  strayEntries(): Promise<readonly string[]>;
  /** Every entry of these accesses, by access and n; what can't be read is left out. */
  entriesOf(accesses: readonly string[]): Promise<readonly ChainEntry[]>;
  /** The document with this `_id`; null: there is none. */
  access(key: string): Promise<Found<FoundAccess> | null>;
  /** Documents of accesses, page by page: those with the tenant's name and those with an `_id` of the tenant. */
  accesses(): AsyncIterable<readonly Found<FoundAccess>[]>;
  /** From which event on each of these accesses is void, as it stands in its place; null: it isn't. */
  voidFrom(accesses: readonly string[]): Promise<ReadonlyMap<string, unknown>>;
  /** Which of these accesses have a document in their place. */
  stored(accesses: readonly string[]): Promise<ReadonlySet<string>>;
  /** The tenant's own events, by n, page by page. */
  journal(): AsyncIterable<readonly Found<FoundEvent>[]>;
  strayJournal(): Promise<readonly string[]>;
  /** Which of these keys the journal has. */
  recorded(keys: readonly string[]): Promise<ReadonlySet<string>>;
  /** The journal's events whose key begins with this, by n. */
  recordedUnder(prefix: string): Promise<readonly TenantEvent[]>;
  /**
   * The same for several prefixes in one question; none of them begins another one. They should lie close together in the
   * order of keys, as those of one page do: everything between the first and the last of them is read.
   */
  recordedUnderEach(prefixes: readonly string[]): Promise<ReadonlyMap<string, readonly TenantEvent[]>>;
  /** The fences of these people and entitlements, in their places. */
  fencesOf(
    wanted: readonly { readonly person: string; readonly entitlement: string }[],
  ): Promise<readonly FoundFence[]>;
  /** Documents of people, page by page. */
  people(): AsyncIterable<readonly Found<FoundPerson>[]>;
  /** Which of these people have a document in its place. */
  peopleStored(ids: readonly string[]): Promise<ReadonlySet<string>>;
  fences(): AsyncIterable<readonly Found<FoundFence>[]>;
  targets(): AsyncIterable<readonly Found<TargetRecord & { readonly isInPlace: boolean }>[]>;
  /** Which of these roles of accounts have a record in its place. */
  targetsStored(ids: readonly string[]): Promise<ReadonlySet<string>>;
  /** What was last imported, wherever it lies; more than one is one too many. */
  catalogues(): Promise<readonly Found<FoundCatalogue>[]>;
  /** Every tenant that has a record, in order; at most 100. */
  tenants(): Promise<readonly string[]>;
}
