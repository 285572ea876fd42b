import type { ReplyRef } from '../domain/call.ts';
import type { Account, PersonRef } from '../domain/identity.ts';

/**
 * One attempt to link an account to a person, or to unlink it. `open`: a code waits to be entered, or somebody to sign
 * in; `entered`: both sides are asked; `agreed`: to be carried out, however often it takes; then `done` or `refused`.
 * `spent`: its tries were used up; `replaced`: a newer one stands in its place. `open` and `entered` end by their time and
 * are then `expired`. Once it is over (any state but `open`, `entered`, `agreed`) no reply address and no secret is kept.
 */
export interface LinkRecord {
  readonly id: string;
  readonly kind: 'code' | 'sign-in' | 'unlink';
  readonly state: 'open' | 'entered' | 'agreed' | 'done' | 'refused' | 'spent' | 'replaced' | 'expired';
  readonly starter: LinkSide;
  /** The account named for a code, or to be unlinked; null: none, somebody signs in. */
  readonly other: LinkSide | null;
  /** Of a code. */
  readonly secret: LinkSecret | null;
  /** Proved by signing in; `other` is then the account that is asked. */
  readonly email: string | null;
  /** Unlinking: who did it, whose the account was, and since when. */
  readonly unlink: {
    readonly by: PersonRef;
    readonly person: PersonRef;
    readonly name: string;
    readonly boundAt: number;
  } | null;
  /** The Latchkey administrator who answers for the e-mail in place of a sign-in; absent: nobody has to. */
  readonly vouchedBy?: PersonRef;
  /** Commands that tried a wrong code, or the right one from a wrong account. */
  readonly tries: readonly string[];
  readonly at: number;
  readonly expiresAt: number;
  /** When it was agreed: what the account is bound at. */
  readonly agreedAt: number | null;
  /** Present: Latchkey didn't write what it would be carried out by, or an older version did (A9). It isn't carried out. */
  readonly distrust?: 'not-ours';
}

export interface LinkSide {
  readonly account: Account;
  /** Where private answers go; null: nowhere any more. */
  readonly reply: ReplyRef | null;
  readonly confirmedAt: number | null;
}

/** A code is not kept: SHA-256, hex, of salt followed by code. */
export interface LinkSecret {
  readonly salt: string;
  readonly hash: string;
}

/** What an account can try too often: codes, and names of other accounts. */
export type Guess = 'code' | 'name';

export interface LinkStore {
  /** Inserts; an open one of the same kind and starter is replaced. */
  start(link: LinkRecord): Promise<void>;
  /** Inserts what is agreed already; harmless to repeat. */
  add(link: LinkRecord): Promise<void>;
  byId(id: string): Promise<LinkRecord | null>;
  /** The sign-in of an account, or the word for it, whose other side is asked; null: there is none. */
  asked(starter: Account): Promise<LinkRecord | null>;
  /** Codes that are open or entered at `now`. */
  live(now: number): Promise<readonly LinkRecord[]>;
  /** Counts a wrong try once a command; `spent` for the one that used up the last of `most`. */
  tried(id: string, command: string, most: number): Promise<'counted' | 'spent'>;
  /** The named account entered the code in time; null: it is no longer open, or expired. Entering it again is harmless. */
  enter(id: string, account: Account, reply: ReplyRef, now: number): Promise<LinkRecord | null>;
  /** One side says yes, in time; with both it is agreed. Gives what stands then; null: there is none. */
  confirm(id: string, side: 'starter' | 'other', now: number): Promise<LinkRecord | null>;
  /** Somebody signed in, in time; true for the one that used it. */
  prove(id: string, email: string, now: number): Promise<boolean>;
  /**
   * Somebody signed in, in time, with an e-mail whose person has an account: that side (`other`) is asked until `until`. True
   * for the one that used it.
   */
  ask(id: string, email: string, other: Account, now: number, until: number): Promise<boolean>;
  /** Sign-ins whose other side said nothing until `now` are agreed without it; what follows is somebody else's decision. */
  unanswered(now: number, limit: number): Promise<void>;
  /** Ends what is open or entered; true for the one that did. */
  refuse(id: string): Promise<boolean>;
  /** Closes what is open or entered and whose time was over at `now`. */
  expire(now: number): Promise<void>;
  /** What was agreed is carried out, or cannot be. Forgets where answers went. */
  close(id: string, state: 'done' | 'refused'): Promise<void>;
  /** Agreed at or before `before`, and not carried out; oldest first. */
  agreed(before: number, limit: number): Promise<readonly LinkRecord[]>;
  /** Takes one of `most` tries of an account in the hour of `at`, once a command; false: they are used up. */
  guess(what: Guess, account: Account, command: string, at: number, most: number): Promise<boolean>;
  /** Gives a guess back: it was right. */
  forgive(what: Guess, account: Account, command: string, at: number): Promise<void>;
}
