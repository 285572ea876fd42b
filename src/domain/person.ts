import type { Account, PersonId } from './identity.ts';
import { accountKey } from './identity.ts';

/**
 * How far an address is a person's (A8). `typed`: somebody wrote it; `proved`: a chat proved it; `vouched`: a Latchkey
 * administrator answers for it; `declared`: the configuration names the account by its id.
 */
export type AddressState = 'typed' | 'proved' | 'vouched' | 'declared';

/** An address of a person, from when it came to them to its release. Times are ms since the epoch. */
export interface HeldAddress {
  /** Normal form, or the written form of an account. */
  readonly address: string;
  readonly state: AddressState;
  readonly from: number;
  /** Null: theirs now. A released address identifies nobody. */
  readonly releasedAt: number | null;
  /** Who typed it or vouched for it; null: nobody did, or it is not known. */
  readonly by: PersonId | null;
  /** Somebody else had it before: the configuration does not mean its next holder by it (A8). */
  readonly again: boolean;
}

/**
 * What an account is bound by: the e-mail that its platform proves of everybody, the configuration that declares the
 * account by its id, a code entered in both chats, signing in, or a Latchkey administrator's word. These three can be
 * unlinked. `own-name`: nothing yet; it waits whose the account is, and until then it requests for itself alone (A7).
 */
export type BindingProof = 'email' | 'declared' | 'code' | 'sign-in' | 'vouched' | 'own-name';

/** One time that an account was bound to a person. Kept for good. Times are ms since the epoch. */
export interface Binding {
  readonly account: Account;
  readonly how: BindingProof;
  /** The address that was bound; null: linked to the person by hand. */
  readonly email: string | null;
  readonly name: string;
  readonly from: number;
  /** When it ended; null: bound now. */
  readonly to: number | null;
  /** When the account was seen deactivated, guest or gone; null: fine when last seen. */
  readonly outsideSince: number | null;
}

/** A changed or already held e-mail that waits for a Latchkey administrator. */
export interface WaitingPerson {
  readonly id: string;
  readonly account: Account;
  readonly name: string;
  /** What the account is bound to now; null: to nobody yet. */
  readonly person: PersonId | null;
  readonly oldEmail: string | null;
  readonly newEmail: string;
  readonly why: 'changed' | 'taken';
  /** How the e-mail was proved. */
  readonly how: 'email' | 'sign-in' | 'vouched';
  readonly since: number;
}

/** What a person is still to get, once whoever has it gave it up. */
export interface PendingMove {
  readonly at: number;
  readonly changes: readonly PersonChange[];
  /** Who decided it; null: Latchkey itself. */
  readonly actor: { readonly id: PersonId; readonly label: string } | null;
  readonly via: string;
}

/** A person: one document, one version, one list of events. */
export interface PersonState {
  readonly id: PersonId;
  /** How many events there were. */
  readonly version: number;
  /** The address that stands for them in records, if any. */
  readonly email: string | null;
  /** Who typed the address by which they were first named (A7); absent: nobody did, or it is not known. */
  readonly namedBy?: PersonId;
  readonly addresses: readonly HeldAddress[];
  readonly bindings: readonly Binding[];
  readonly waiting: readonly WaitingPerson[];
  readonly moving: PendingMove | null;
}

/** One thing that changes about a person. An event holds all that change with it. */
export type PersonChange =
  /** An address came to them, or is theirs by something else now. */
  | {
      readonly change: 'address';
      readonly address: string;
      readonly state: AddressState;
      readonly from: number;
      readonly by: PersonId | null;
      /** Somebody else had it before. */
      readonly again?: boolean;
    }
  | { readonly change: 'released'; readonly address: string; readonly at: number }
  | { readonly change: 'bound'; readonly binding: Omit<Binding, 'to' | 'outsideSince'> }
  | { readonly change: 'unbound'; readonly account: Account; readonly at: number }
  /** What is known of a bound account by its platform. */
  | { readonly change: 'renewed'; readonly account: Account; readonly name: string; readonly email: string | null }
  /** Seen outside since, or inside again (null). */
  | { readonly change: 'outside'; readonly account: Account; readonly since: number | null }
  /** Which address stands for them. */
  | { readonly change: 'label'; readonly email: string | null }
  | { readonly change: 'waits'; readonly waiting: WaitingPerson }
  | { readonly change: 'settled'; readonly waiting: string }
  | { readonly change: 'moving'; readonly move: PendingMove }
  | { readonly change: 'moved' }
  /** The first event on older data: who they were then, trusted as found (A9). */
  | { readonly change: 'baseline'; readonly state: Omit<PersonState, 'version'> };

/** How a decision about the configuration names a person, whatever address they have. */
export const writtenPerson = (id: PersonId): string => `person:${id}`;

/** An address that is theirs now. */
export const isHeld = ({ releasedAt }: HeldAddress): boolean => releasedAt === null;

/** An address by which its person may act: a chat, the configuration or a Latchkey administrator stands for it. */
export const isSure = (address: HeldAddress): boolean => isHeld(address) && address.state !== 'typed';

/**
 * Addresses by which the configuration means a person: those that they were the first to have, also after a release, and
 * never one that somebody else had before (A8).
 */
export function meantBy({ addresses }: Pick<PersonState, 'addresses'>): readonly HeldAddress[] {
  return addresses.filter(({ again }) => !again);
}

/** Every address that a person ever had. */
export function everHeld({ addresses }: Pick<PersonState, 'addresses'>): readonly string[] {
  return [...new Set(addresses.map(({ address }) => address))];
}

export const isCurrent = ({ to }: Binding): boolean => to === null;

export function currentBinding({ bindings }: Pick<PersonState, 'bindings'>, account: Account): Binding | null {
  const key = accountKey(account);
  return bindings.find((one) => isCurrent(one) && accountKey(one.account) === key) ?? null;
}

/** Whether it waits whose an account is, which until then requests in its own name (A7). */
export function isInOwnName(person: Pick<PersonState, 'bindings'>, account: Account): boolean {
  return currentBinding(person, account)?.how === 'own-name';
}

/** Whether an account was linked by hand: not by its platform's proof, and not by the configuration. */
export const isByHand = ({ how }: Pick<Binding, 'how'>): boolean =>
  how === 'code' || how === 'sign-in' || how === 'vouched';

/** The account, other than this one, that a person has in the same workspace; they can have one. */
export function otherThere({ bindings }: PersonState, { platform, workspace, user }: Account): Binding | null {
  return (
    bindings.find(
      ({ to, account }) =>
        to === null && account.platform === platform && account.workspace === workspace && account.user !== user,
    ) ?? null
  );
}

/**
 * What only one person can hold at a time: their id, addresses, accounts, and what waits. A person always holds one, since
 * a unique index takes two empty lists for equal.
 */
export function heldKeys(state: PersonState): readonly string[] {
  return [
    personKey(state.id),
    ...state.addresses.filter(isHeld).map(({ address }) => addressKey(address)),
    ...state.bindings.filter(isCurrent).map(({ account }) => bindingKey(account)),
    ...state.waiting.flatMap(({ id, account }) => [waitingKey(id), waitsKey(account)]),
  ];
}

export const personKey = (id: PersonId): string => `person ${id}`;
export const addressKey = (address: string): string => `address ${address}`;
export const bindingKey = (account: Account): string => `account ${accountKey(account)}`;
export const waitingKey = (id: string): string => `waiting ${id}`;
export const waitsKey = (account: Account): string => waitsKeyOf(accountKey(account));
/** The same, of an account as `accountKey` writes it. */
export const waitsKeyOf = (account: string): string => `waits ${account}`;

/** Every account that was ever theirs, as `accountKey` writes them. */
export function everBound({ bindings }: Pick<PersonState, 'bindings'>): readonly string[] {
  return [...new Set(bindings.map(({ account }) => accountKey(account)))];
}
