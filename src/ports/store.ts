import type { Access, Distrust } from '../domain/access.ts';
import type { AccessEvent, ChainEntry, Json, TenantEvent, TenantEventName } from '../domain/audit-event.ts';
import type { EntitlementKey } from '../domain/entitlement.ts';
import type { PersonEvent } from '../domain/evolve-person.ts';
import type { Account, PersonId, PersonRef, Platform, Via } from '../domain/identity.ts';
import type { Message, MessageRef } from '../domain/message.ts';
import type { Binding, BindingProof, PersonState, WaitingPerson } from '../domain/person.ts';
import type { Reason } from '../domain/reason.ts';
import type { BudgetStore } from './budgets.ts';
import type { EraseStore } from './erase.ts';
import type { LinkStore } from './links.ts';
import type { Stash } from './platform.ts';
import type { RecordStore } from './record.ts';
import type { TargetNote, TargetStore } from './targets.ts';

/**
 * MongoDB as the services see it: the truth. One tenant a store. Reads go to the primary, writes are `majority` and
 * journaled. Every method throws `StoreUnavailable` when the server cannot be asked.
 */
export interface Store {
  readonly accesses: AccessStore;
  readonly people: PeopleStore;
  readonly links: LinkStore;
  readonly budgets: BudgetStore;
  readonly journal: JournalStore;
  readonly chain: ChainStore;
  readonly cards: CardStore;
  readonly notices: NoticeStore;
  readonly catalogue: CatalogueStore;
  readonly targets: TargetStore;
  readonly stash: Stash;
  /** For `audit verify`. */
  readonly record: RecordStore;
  /** For `latchkey erase`. */
  readonly erase: EraseStore;
  /** An id of this installation, made once: the prefix in a shared Redis. */
  installationId(): Promise<string>;
  /** Throws when MongoDB does not answer. */
  ping(): Promise<void>;
}

export class StoreUnavailable extends Error {
  constructor(what: string, options?: ErrorOptions) {
    super(what, options);
    this.name = 'StoreUnavailable';
  }
}

/** What is to follow from an event, kept in the access's own document until it is done. */
export interface OutboxEntry {
  /** Unique within the access: `N.kind` or `N.kind.PERSON`; `tM.cards` for the Mth note about a role; `again.cards` after a restart. */
  readonly id: string;
  readonly kind: 'chain' | 'start' | 'timer' | 'targets' | 'cards' | 'direct' | 'tell' | 'hand-over';
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

export interface AccessStore {
  byId(id: string): Promise<StoredAccess | null>;
  /** The one open access of a person to an entitlement. */
  open(person: PersonId, entitlement: EntitlementKey): Promise<Access | null>;
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
  /** Has the cards of an access brought up to date again; does not touch `version`. Harmless to repeat. */
  refreshCards(id: string, at: number): Promise<void>;
  /** The events of an access after this number, and whether Latchkey wrote them: only those are ever chained (A9). */
  toChain(
    id: string,
    after: number,
  ): Promise<readonly { readonly event: AccessEvent; readonly isOurs: boolean; readonly isVoid: boolean }[]>;
  /** Event `n` and what follows it are void for good, because it was found with a date in the future (A9). */
  voidFrom(id: string, n: number): Promise<void>;
  /** The accesses that this process read and can't trust, each once, since this was last asked (A9). */
  takeDoubts(): readonly { readonly id: string; readonly why: Distrust }[];
  /** Takes an outbox entry away; does not touch `version`. */
  done(id: string, outboxId: string): Promise<void>;
  /** Open accesses of a person. */
  openOf(person: PersonId): Promise<readonly Access[]>;
  /** All accesses of a person, newest first, at most `limit`. */
  allOf(person: PersonId, limit: number): Promise<readonly Access[]>;
  /** Active accesses to any of these entitlements (whatever their `until`). */
  activeFor(entitlements: readonly EntitlementKey[]): Promise<readonly Access[]>;
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

/** A person as stored, with what follows from it: the addresses and accounts that are theirs now. */
export interface Person extends PersonState {
  /** `proved`: a chat, the configuration or a Latchkey administrator stands for it. */
  readonly emails: readonly { readonly address: string; readonly proved: boolean }[];
  readonly accounts: readonly BoundAccount[];
}

export interface BoundAccount {
  readonly account: Account;
  readonly person: PersonId;
  /** The address that was bound; null: linked to the person by hand. */
  readonly email: string | null;
  readonly how: BindingProof;
  readonly name: string;
  readonly boundAt: number;
  /** When it was seen deactivated, guest or gone; null: fine when last seen. */
  readonly outsideSince: number | null;
}

/** How a change of a person stands in the record. What is left out follows from the change. */
export interface PersonNote {
  readonly event?: TenantEventName;
  /** Null, or left out: Latchkey itself. */
  readonly actor?: PersonRef | null;
  /** The actor's label where there is no person. */
  readonly actorLabel?: string;
  readonly because?: readonly Reason[];
  readonly facts?: { readonly [key: string]: Json };
  readonly via?: Via;
  /** When it happened, in ms since the epoch; left out: by the clock of this host. */
  readonly at?: number;
}

export type { Binding, BindingProof, WaitingPerson };

/** Wherever a person is looked for by e-mail, the written form of an account of theirs does as well. */
export interface PeopleStore {
  byId(id: PersonId): Promise<Person | null>;
  byIds(ids: readonly PersonId[]): Promise<readonly Person[]>;
  byAccount(account: Account): Promise<BoundAccount | null>;
  byEmail(email: string): Promise<Person | null>;
  byEmails(emails: readonly string[]): Promise<readonly Person[]>;
  /**
   * Whom the configuration means by these addresses: whoever had each of them first, also after it was released, and never its
   * next holder (A8).
   */
  meant(addresses: readonly string[]): Promise<readonly Person[]>;
  byAccounts(accounts: readonly Account[]): Promise<readonly Person[]>;
  /** Everybody who ever had this account, at whatever time. */
  everHad(account: Account): Promise<readonly Person[]>;
  /**
   * These people and, transitively (A7), everybody who ever shared an account with one of them, at whatever time, or had an
   * account and is known by an address that one of them typed or vouched for, unless their platform proved them. Who shares
   * with whom follows from their `bindings`.
   */
  everShared(ids: readonly PersonId[]): Promise<readonly Person[]>;
  /**
   * The person with this e-mail, made (unproved) when there is none. `fresh` is the id for a new one, `by` whoever typed
   * the address (A7).
   */
  ensureEmail(email: string, fresh: PersonId, by?: PersonId | null, note?: PersonNote): Promise<Person>;
  /**
   * Binds an account to the person with this e-mail (made when there is none) and marks the e-mail proved.
   * `taken`: another account of the same platform and workspace is bound to that e-mail; nothing is written.
   * Binding again the same is harmless. An account that is bound stays where it is: what it is bound to is given.
   */
  bind(
    account: Account,
    email: string,
    name: string,
    at: number,
    fresh: PersonId,
    how?: BindingProof,
    note?: PersonNote,
  ): Promise<BoundAccount | 'taken'>;
  /**
   * Binds an account to a person, without an e-mail. `taken`: the person has another account of the same platform and
   * workspace; nothing is written. An account that is bound stays where it is: what it is bound to is given.
   */
  link(
    account: Account,
    person: PersonId,
    name: string,
    at: number,
    note?: PersonNote,
  ): Promise<BoundAccount | 'taken'>;
  /** Takes an account from the person that it was bound to at `boundAt`; true for the one that did. */
  unbind(account: Account, boundAt: number, note?: PersonNote): Promise<boolean>;
  /** A Latchkey administrator answers for the address of a bound account; false: it is bound to none. Harmless to repeat. */
  vouch(account: Account, by: PersonId, note?: PersonNote): Promise<boolean>;
  /** Accounts that were linked by code, by signing in, or by an administrator's word, newest first; at most `limit`, after `skip` of them. */
  linked(skip: number, limit: number): Promise<readonly BoundAccount[]>;
  /** Sets or clears `outsideSince`; true when that changed something. */
  markOutside(account: Account, since: number | null, note?: PersonNote): Promise<boolean>;
  /**
   * Unique per account: true when it was not waiting with this e-mail yet. It waits with the person whose account it is
   * (changed), else with whoever holds the e-mail (taken); false where there is no such person any more.
   */
  wait(waiting: WaitingPerson, note?: PersonNote): Promise<boolean>;
  waiting(): Promise<readonly WaitingPerson[]>;
  waitingById(id: string): Promise<WaitingPerson | null>;
  waitingFor(account: Account): Promise<WaitingPerson | null>;
  /**
   * Takes the waiting entry away; with `accept` also moves account and e-mail: the account's person gets the new e-mail and
   * their old one is released (changed), or the account replaces the one bound (taken). Null: somebody else settled it.
   */
  settle(id: string, accept: boolean, at: number, note?: PersonNote): Promise<WaitingPerson | null>;
  /**
   * Takes the waiting entry away and makes its account a person of its own, `fresh` (A8): first the address is released from
   * its holder and the account from its person, who keep everything else, then the two are bound. Somebody who never had an
   * account and for whom the address was only typed is whom the account becomes. Null: somebody else settled it.
   */
  separate(id: string, fresh: PersonId, at: number, note?: PersonNote): Promise<WaitingPerson | null>;
  /** People with events that are not in the journal yet, or a move to finish, since before `before`; oldest first. */
  unfinished(before: number, limit: number): Promise<readonly PersonId[]>;
  /** People with events that the Latchkey administrators are still to be told of; oldest first. */
  untold(limit: number): Promise<readonly PersonId[]>;
  /** What of a person is not in the journal yet, in order, and the event that left a move to finish; null: none. */
  outbox(id: PersonId): Promise<{
    readonly events: readonly PersonEvent[];
    readonly move: number | null;
    /** Events that the Latchkey administrators are still to be told of, in order. */
    readonly tell: readonly PersonEvent[];
    /** Events in the outbox that Latchkey didn't write: nothing follows from them. */
    readonly notOurs: readonly number[];
  }>;
  /** Takes an event, the move that it left, or the news of it out of a person's outbox; does not touch `version`. */
  recorded(id: PersonId, kind: 'journal' | 'move' | 'tell', n: number): Promise<void>;
  /** Finishes a move that a process left behind: whoever has it gives it up, then the person gets it. Harmless to repeat. */
  finishMove(id: PersonId): Promise<void>;
}

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
  /** Inserts in order, all with consecutive `seq` from head + 1. `seq`: somebody was faster, read the head again. `done`: an (access, n) is there already. */
  insert(entries: readonly ChainEntry[]): Promise<'inserted' | 'seq' | 'done'>;
  /** Entries with seq in [from, to], in order. */
  range(from: number, to: number): Promise<readonly ChainEntry[]>;
  /** Newest first; filters may be combined. */
  search(
    filter: { subject?: PersonId; entitlement?: EntitlementKey; access?: string; since?: number },
    limit: number,
  ): Promise<readonly ChainEntry[]>;
  /** In order of seq, from `from`. */
  walk(from?: number): AsyncIterable<ChainEntry>;
}

/** A message that Latchkey owns in a chat. Its id is derived, so that it exists once. */
export interface CardRecord {
  readonly id: string;
  readonly kind: 'approval' | 'direct' | 'audit' | 'notice';
  readonly platform: Platform;
  readonly channel: string;
  /** Approval and direct cards: the access and ask shown. */
  readonly access: string | null;
  readonly ask: string | null;
  /** Audit messages: the chain entries in it. */
  readonly from: number | null;
  readonly to: number | null;
  /** The person a direct card is for. */
  readonly person: PersonId | null;
  readonly ref: MessageRef | null;
  /** Which state it shows: `revision` of the access, or the last chain entry. */
  readonly shown: number;
  /** When somebody last began to send or edit it, and how they know that it is still theirs; null: nobody. */
  readonly attemptedAt: number | null;
  /** Given up, because nobody can be reached there: the platform's word. */
  readonly failed: string | null;
  /** What keeps it from being shown as it should be; absent: nothing. */
  readonly trouble?: MessageTrouble | null | undefined;
  /** The first attempt to post it that may have succeeded and left no reference, in ms. */
  readonly sentSince?: number | null | undefined;
  /** When it was posted again because what stood there was gone, in ms; the last few. */
  readonly again?: readonly number[] | undefined;
  /** How often text that it shows was erased; absent: never. */
  readonly erasures?: number | undefined;
}

/** Why a message waits: the platform's word, since when (ms), and how often it was tried since. */
export interface MessageTrouble {
  readonly code: string;
  readonly since: number;
  readonly tries: number;
}

/** How an attempt to send or edit a message ended. What is left out stays as it is. */
export interface MessageResult {
  /** Null: what stood there is gone. */
  readonly ref?: MessageRef | null;
  readonly shown?: number;
  readonly failed?: string;
  readonly trouble?: MessageTrouble | null;
  readonly again?: readonly number[];
}

export interface CardStore {
  /** Inserts unless the id exists; gives what is stored. */
  ensure(card: CardRecord): Promise<CardRecord>;
  ofAccess(access: string): Promise<readonly CardRecord[]>;
  /**
   * Takes the right to send or edit until `at + leaseMs`: sets `attemptedAt` to `at` where it is null or not later than
   * `at - leaseMs`. Gives the record as it was before, or null when somebody else has it.
   */
  claim(id: string, at: number, leaseMs: number): Promise<CardRecord | null>;
  /** Holds a claim made at `attemptedAt` from `now` on; false: somebody else has it. */
  hold(id: string, attemptedAt: number, now: number): Promise<boolean>;
  /** Ends a claim made at `attemptedAt`, recording what stands there now (`shown` never goes down). */
  settle(id: string, attemptedAt: number, result: MessageResult): Promise<void>;
  /** Takes up again what was given up. */
  reopen(id: string): Promise<void>;
  /** Approval cards and audit messages that were given up, at most `limit`. */
  givenUp(limit: number): Promise<readonly CardRecord[]>;
  /** Audit messages of a channel that aren't there yet, oldest first. */
  unsentAudit(platform: Platform, channel: string): Promise<readonly CardRecord[]>;
  /** Audit messages that still show text that was erased, at most `limit`. */
  outdated(limit: number): Promise<readonly CardRecord[]>;
  /** An audit message shows nothing of what was erased in the first so many erasures. */
  upToDate(id: string, erasures: number): Promise<void>;
  /** Messages that something keeps from being shown, at most `limit`: for `doctor`. */
  troubled(limit: number): Promise<readonly CardRecord[]>;
  /** The newest audit message of a channel; null for none. */
  lastAudit(platform: Platform, channel: string): Promise<CardRecord | null>;
  /** The highest `to` of any audit message of a platform; 0 for none. */
  lastAuditTo(platform: Platform): Promise<number>;
  /** Cards and messages without a `ref` whose claim is older than `before`, not failed. */
  unsent(before: number, limit: number): Promise<readonly CardRecord[]>;
}

/** A message to one person that couldn't be delivered at once. Its id is derived, so that it exists once. */
export interface WaitingNotice {
  readonly id: string;
  readonly person: PersonId;
  /** Names what is told; the messages to the person's accounts are named after it. */
  readonly key: string;
  readonly message: Message;
  /** The platform to try first. */
  readonly prefer: Platform | null;
  /** About a message that couldn't be delivered: told by whichever chat works, and the cause of no further report. */
  readonly isReport: boolean;
  readonly at: number;
  /** When to try next, in ms; null: no more, it's shown with the person's next answer. */
  readonly nextAt: number | null;
  readonly tries: number;
}

export interface NoticeStore {
  /** Inserts unless the id exists. */
  keep(notice: WaitingNotice): Promise<void>;
  /** Those whose time has come, oldest first. */
  due(now: number, limit: number): Promise<readonly WaitingNotice[]>;
  /** Sets when it is tried next (null: no more) and counts the try. */
  postpone(id: string, nextAt: number | null): Promise<void>;
  /** Takes it away: it was delivered. */
  done(id: string): Promise<void>;
  /** Persons with notices that are no longer tried, at most `limit`. */
  late(limit: number): Promise<readonly PersonId[]>;
  /** A person's notices that are no longer tried, oldest first, at most `limit`. */
  lateOf(person: PersonId, limit: number): Promise<readonly WaitingNotice[]>;
}

/** What of the configuration was last imported (DESIGN §3, "Catalogue"). */
export interface CatalogueState {
  readonly version: number;
  readonly hash: string;
  /** `role:INSTANCE/ROLE` + blank + e-mail, sorted. */
  readonly members: readonly string[];
  /** `PRODUCT` + blank + e-mail, sorted. */
  readonly productAdministrators: readonly string[];
  /** Since when `productAdministrators` has held an entry, in ms; those left out: for longer than is known. */
  readonly administratorsSince?: readonly { readonly entry: string; readonly since: number }[];
  /** Ids that were declared: `product:ID`, `instance:ID`, `item:INSTANCE/ID`, `role:INSTANCE/NAME`. */
  readonly ids: readonly string[];
  /** Ids that vanished and are not given to something else. */
  readonly retired: readonly string[];
  /** Keys of the e-mails in its lists (`listedEntries`), sorted; absent: not known. */
  readonly listed?: readonly string[];
  /** Those of them that named a released address when they were first there: a Latchkey administrator says whom they mean (A8). */
  readonly waiting?: readonly WaitingEntry[];
}

/** An entry of the configuration that means nobody until a Latchkey administrator has decided. */
export interface WaitingEntry {
  readonly id: string;
  /** Of a `ListedEntry`. */
  readonly key: string;
}

export interface CatalogueStore {
  read(): Promise<CatalogueState | null>;
  /** Writes `next` where `version` is still `before`'s (null: none). False on a clash. */
  write(before: number | null, next: CatalogueState): Promise<boolean>;
}

export type { PersonRef };
