import type { ReplyRef } from '../domain/call.ts';
import type { Account, Platform, Profile } from '../domain/identity.ts';
import type { Message, MessageRef } from '../domain/message.ts';

/** A chat platform as the services see it. Every method may throw `ChatUnavailable`. */
export interface Chat {
  readonly platform: Platform;
  /** Who an account is now; a minute's cache at most. `fresh` reads past it. */
  profile(account: Account, options?: { readonly fresh?: boolean }): Promise<Profile>;
  /** The account whose profile has this e-mail, inside or not; null when there is none. */
  accountByEmail(email: string): Promise<Account | null>;
  /** A private answer to what somebody did, at least once. */
  answer(reply: ReplyRef, message: Message): Promise<void>;
  /** The channel of the direct messages with an account; null when they are closed. */
  directChannel(account: Account): Promise<string | null>;
  /** Posts; `key` (no personal data) goes into the message so that `find` can find it. `accounts` renders mentions. */
  post(channel: string, message: Message, key: string, mentions: Mentions): Promise<MessageRef>;
  update(ref: MessageRef, message: Message, mentions: Mentions): Promise<void>;
  /** The message posted with `key` since `since` (ms), null when there is none, `unknown` when history cannot be had. */
  find(channel: string, key: string, since: number): Promise<MessageRef | null | 'unknown'>;
}

/** Accounts of this platform by person id, so that people are shown as mentions. */
export type Mentions = ReadonlyMap<string, Account>;

/** The platform could not be asked or told. `retryAfterMs`: what it asked us to wait; null: back off. */
export class ChatUnavailable extends Error {
  readonly retryAfterMs: number | null;
  constructor(what: string, retryAfterMs: number | null, options?: ErrorOptions) {
    super(what, options);
    this.name = 'ChatUnavailable';
    this.retryAfterMs = retryAfterMs;
  }
}

/** The platform refused for good: the channel is gone, the message was deleted, the block is invalid. Retrying is of no use. */
export class ChatRefused extends Error {
  /** The platform's own word, such as `channel_not_found`. */
  readonly code: string;
  constructor(what: string, code: string, options?: ErrorOptions) {
    super(what, options);
    this.name = 'ChatRefused';
    this.code = code;
  }
}

export type Chats = ReadonlyMap<Platform, Chat>;
