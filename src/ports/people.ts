import type { Json, PersonEvent, TenantEventName } from '../domain/events/index.ts';
import type { Account, PersonId, PersonRef, Via } from '../domain/identity.ts';
import type { Binding, BindingProof, PersonState, WaitingPerson } from '../domain/person.ts';
import type { RecordedReason } from '../domain/reason.ts';

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
  readonly because?: readonly RecordedReason[];
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
  /** The version of each of these people who exist. */
  versions(ids: readonly PersonId[]): Promise<ReadonlyMap<PersonId, number>>;
  byAccount(account: Account): Promise<BoundAccount | null>;
  byEmail(email: string): Promise<Person | null>;
  byEmails(emails: readonly string[]): Promise<readonly Person[]>;
  /**
   * Whom the configuration means by these addresses: whoever had each of them first, also after it was released, and never its
   * next holder (A8).
   */
  meant(addresses: readonly string[]): Promise<readonly Person[]>;
  byAccounts(accounts: readonly Account[]): Promise<readonly Person[]>;
  /** Everybody who ever had this address, at whatever time: whoever has it now comes first. */
  everHeld(address: string): Promise<readonly Person[]>;
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
   * `taken`: another account of the same platform and workspace is bound to that e-mail, or, where a platform proves
   * everybody's, any account; nothing is written.
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
  /**
   * Makes a person of its own (`fresh`) for an account that waits, so that it can request in its own name; `holder` has the
   * e-mail that it shows. An account that is bound stays where it is: what it is bound to is given.
   */
  inOwnName(
    account: Account,
    name: string,
    at: number,
    fresh: PersonId,
    holder: PersonId,
    note?: PersonNote,
  ): Promise<BoundAccount>;
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
