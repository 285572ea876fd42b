import type { Access, Distrust } from '../domain/access.ts';
import type { AccessEvent } from '../domain/events/index.ts';
import type { EntitlementKey } from '../domain/entitlement.ts';
import type { PersonId } from '../domain/identity.ts';
import type { TargetNote } from './targets.ts';

/** What is to follow from an event, kept in the access's own document until it is done. */
export interface OutboxEntry {
  /** Unique within the access: `N.kind` or `N.kind.PERSON`; `tM.cards` for the Mth note about a role; `again.cards` after a restart. */
  readonly id: string;
  readonly kind: 'chain' | 'start' | 'timer' | 'targets' | 'cards' | 'direct' | 'tell' | 'hand-over' | 'webhooks';
  /** The event it follows from. */
  readonly n: number;
  readonly at: number;
  /** `tell`: whom. */
  readonly person?: PersonId;
}

/** What is queried together with an access. */
export interface StoredAccess {
  readonly access: Access;
  readonly outbox: readonly OutboxEntry[];
  /** What became of the roles that it gives. */
  readonly targets: readonly TargetNote[];
  /** Grows with every event and every note about a role: which of two cards shows the newer state. */
  readonly revision: number;
}

/** An event of an access, as the chain finds it. */
export interface EventToChain {
  readonly event: AccessEvent;
  readonly isOurs: boolean;
  /** Found with a date in the future before: void for good, also when that date has come. */
  readonly isVoid: boolean;
}

export interface AccessStore {
  byId(id: string): Promise<StoredAccess | null>;
  /** The one open access of a person to an entitlement. */
  open(person: PersonId, entitlement: EntitlementKey): Promise<Access | null>;
  /**
   * The access with an id, and the open ones of a person (to `entitlement`; null: to anything), in one question: what a request
   * made before, and what it would meet.
   */
  madeAndOpen(
    id: string,
    person: PersonId,
    entitlement: EntitlementKey | null,
  ): Promise<{ readonly made: Access | null; readonly open: readonly Access[] }>;
  /**
   * The one conditional write: state, new events and outbox. `before` null inserts. `clash`: somebody wrote first (or the
   * id exists): load and decide again. `open-exists`: another open access of that person and entitlement exists.
   */
  save(
    before: Access | null,
    after: Access,
    newEvents: readonly AccessEvent[],
    outbox: readonly OutboxEntry[],
  ): Promise<'saved' | 'clash' | 'open-exists'>;
  /**
   * Notes what became of a role that the access gives, with an outbox entry for its cards; does not touch `version`. False
   * where that is noted already.
   */
  noteTarget(id: string, note: TargetNote, at: number): Promise<boolean>;
  /** Something that its cards show changed beside it: has them drawn again. Does not touch `version`. */
  redrawCards(id: string, at: number): Promise<void>;
  /** Has the cards of an access brought up to date again; does not touch `version`. Harmless to repeat. */
  refreshCards(id: string, at: number): Promise<void>;
  /**
   * The events of each of these accesses after the number given with it, in one question, and whether Latchkey wrote them: only
   * those are ever chained (A9). One that isn't stored is left out. `read`: what `byId` of this store just gave isn't read again.
   */
  toChain(
    after: ReadonlyMap<string, number>,
    read?: readonly StoredAccess[],
  ): Promise<ReadonlyMap<string, readonly EventToChain[]>>;
  /** Event `n` and what follows it are void for good, because it was found with a date in the future (A9). */
  voidFrom(id: string, n: number): Promise<void>;
  /** The accesses that this process read and can't trust, each once, since this was last asked (A9). */
  takeDoubts(): readonly { readonly id: string; readonly why: Distrust }[];
  /**
   * Looks through the next open accesses, at most every 15 s and 200 at a time, for those that lack events which the chain has:
   * somebody set them back. `takeDoubts` then names them. `now` in ms.
   */
  lookForSetBack(now: number): Promise<void>;
  /** Takes outbox entries away, in one write; does not touch `version`. */
  done(id: string, outboxIds: readonly string[]): Promise<void>;
  /** Open accesses of a person. */
  openOf(person: PersonId): Promise<readonly Access[]>;
  /** The same of several people, in one question; whoever has none is left out. */
  openOfEach(people: readonly PersonId[]): Promise<ReadonlyMap<PersonId, readonly Access[]>>;
  /** For each of these people, a text that differs whenever an open access of theirs came, went or changed; '' for none. */
  openVersions(people: readonly PersonId[]): Promise<ReadonlyMap<PersonId, string>>;
  /** All accesses of a person, newest first, at most `limit`. */
  allOf(person: PersonId, limit: number): Promise<readonly Access[]>;
  /** Active accesses to any of these entitlements (whatever their `until`). */
  activeFor(entitlements: readonly EntitlementKey[]): Promise<readonly Access[]>;
  /**
   * The first `limit` of the active accesses to any of these entitlements (whatever their `until`), by entitlement and then by
   * person, that come after one; null: from the first.
   */
  activePage(
    entitlements: readonly EntitlementKey[],
    after: { readonly entitlement: EntitlementKey; readonly person: PersonId } | null,
    limit: number,
  ): Promise<readonly Access[]>;
  /**
   * The first `limit` of the accesses to any of these entitlements that are in force at `now` (ms), and how many there are.
   * One that was changed outside Latchkey is counted, and not among them.
   */
  inForce(
    entitlements: readonly EntitlementKey[],
    now: number,
    limit: number,
  ): Promise<{ readonly accesses: readonly Access[]; readonly total: number }>;
  /** Accesses whose ask waits (requested), oldest first. */
  waiting(limit: number): Promise<readonly Access[]>;
  /**
   * What somebody asked for that waits: id, and when the chat received it (ms). At most `most` deliveries, each of which may
   * name up to 20 people.
   */
  waitingBy(asker: PersonId, most: number): Promise<readonly { readonly id: string; readonly heardAt: number }[]>;
  /** Open accesses (requested, approved, active) under a scope: entitlement keys that are equal to or begin with any of these. */
  openUnder(prefixes: readonly string[]): Promise<readonly Access[]>;
  /** Ids of accesses with an outbox entry older than `before` (ms), oldest first. */
  unsent(before: number, limit: number): Promise<readonly { readonly id: string; readonly n: number }[]>;
  /** Ids of open accesses whose `dueAt` is at or before `at`. */
  due(at: number, limit: number): Promise<readonly { readonly id: string; readonly version: number }[]>;
  /** Every access, by id, for `audit verify`. */
  all(): AsyncIterable<Access>;
  /** A revocation heard at `heardAt` stands for person and entitlement; keeps the latest. */
  fence(person: PersonId, entitlement: EntitlementKey, heardAt: number): Promise<void>;
  fenceAt(person: PersonId, entitlement: EntitlementKey): Promise<number | null>;
}
