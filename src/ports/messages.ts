import type { PersonId, Platform } from '../domain/identity.ts';
import type { Message, MessageRef } from '../domain/message.ts';

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
   * `at - leaseMs`. Where there is no such card yet, it is inserted by the same write. Gives the record as it was before, or null
   * when somebody else has it.
   */
  claim(card: CardRecord, at: number, leaseMs: number): Promise<CardRecord | null>;
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
  /** Messages to persons that stand in a chat as they were first sent, by what their ids begin with. */
  unedited(prefix: string): Promise<readonly CardRecord[]>;
  /** An audit message shows nothing of what was erased in the first so many erasures. */
  upToDate(id: string, erasures: number): Promise<void>;
  /** Messages that something keeps from being shown, at most `limit`: for `doctor`. */
  troubled(limit: number): Promise<readonly CardRecord[]>;
  /** The newest audit message of a channel up to entry `head`; null for none. One beyond the chain is nobody's. */
  lastAudit(platform: Platform, channel: string, head: number): Promise<CardRecord | null>;
  /** The highest `to`, up to `head`, of any audit message of a platform; 0 for none. */
  lastAuditTo(platform: Platform, head: number): Promise<number>;
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
  /** Present: Latchkey didn't write it as it stands there (A9). It's shown to nobody, and `id` is where it lies. */
  readonly distrust?: 'not-ours';
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
  /** The ids that begin so. */
  named(prefix: string): Promise<readonly string[]>;
  /** Takes away what Latchkey didn't write; `id` as given with `distrust`. */
  drop(id: string): Promise<void>;
  /** Persons with notices that are no longer tried, at most `limit`. */
  late(limit: number): Promise<readonly PersonId[]>;
  /** A person's notices that are no longer tried, oldest first, at most `limit`. */
  lateOf(person: PersonId, limit: number): Promise<readonly WaitingNotice[]>;
}
