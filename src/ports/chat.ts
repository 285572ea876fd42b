import type { ReplyRef } from '../domain/call.ts';
import type { Account, Platform, Profile } from '../domain/identity.ts';
import type { Message, MessageRef } from '../domain/message.ts';

/** A chat platform as the services see it. Every method may throw `ChatUnavailable`. */
export interface Chat {
  readonly platform: Platform;
  /** What people call it, as it stands in sentences. */
  readonly name: string;
  /** One line of help that only this platform needs; null: none. */
  readonly hint: string | null;
  /** Who an account is now; a minute's cache at most. `fresh` reads past it. */
  profile(account: Account, options?: { readonly fresh?: boolean }): Promise<Profile>;
  /** The account whose profile has this e-mail, inside or not; null when there is none, or the platform proves no e-mails. */
  accountByEmail(email: string): Promise<Account | null>;
  /** The account that somebody names by what others see of it (an id, a user name, an e-mail); null: none, or more than one. */
  accountByName(text: string): Promise<Account | null>;
  /** A private answer to what somebody did, at least once. */
  answer(reply: ReplyRef, message: Message, mentions: Mentions): Promise<void>;
  /** The channel of the direct messages with an account; null when they are closed. */
  directChannel(account: Account): Promise<string | null>;
  /** Posts; `key` (no personal data) goes into the message so that `find` can find it. */
  post(channel: string, message: Message, key: string, mentions: Mentions): Promise<MessageRef>;
  update(ref: MessageRef, message: Message, mentions: Mentions): Promise<void>;
  /** The message posted with `key` since `since` (ms), null when there is none, `unknown` when history cannot be had. */
  find(channel: string, key: string, since: number): Promise<MessageRef | null | 'unknown'>;
  /**
   * Where somebody signs in to prove their e-mail to the platform; null where that can't be had. `state` comes back with the
   * proof; of the `verifier` (PKCE) only a digest is in the address.
   */
  signIn(state: string, verifier: string): string | null;
  /** The roles that members of this platform hold and Latchkey can give; null where it has none. */
  readonly roles: ChatRoles | null;
}

/** A platform's own roles, by id. Methods throw `ChatUnavailable`, and `ChatRefused` where the platform says no for good. */
export interface ChatRoles {
  /** What people call the role; null: there is none with this id. */
  name(role: string): Promise<string | null>;
  /** What an account holds now, and since when (ms) it is a member without a break; null: it is no member. */
  held(
    account: Account,
    options?: { readonly fresh?: boolean },
  ): Promise<{ readonly roles: readonly string[]; readonly memberSince: number } | null>;
  /** Every account that holds a role; a minute's cache at most. */
  holders(role: string): Promise<readonly Account[]>;
  /** Why Latchkey could not give this role now, as one sentence that says what to do; null: it can. */
  obstacle(role: string): Promise<string | null>;
  /** Harmless to repeat. `reason` stands in the platform's own audit log. */
  give(account: Account, role: string, reason: string): Promise<void>;
  take(account: Account, role: string, reason: string): Promise<void>;
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

/**
 * The platform refused: the message was deleted, the block is invalid. Retrying is of no use, unless `isShutOut`: the bot
 * may not be, or not write, where it was to, and somebody there can let it in.
 */
export class ChatRefused extends Error {
  /** The platform's own word, such as `channel_not_found`. */
  readonly code: string;
  readonly isShutOut: boolean;
  constructor(what: string, code: string, options: ErrorOptions & { readonly isShutOut?: boolean } = {}) {
    super(what, options);
    this.name = 'ChatRefused';
    this.code = code;
    this.isShutOut = options.isShutOut ?? false;
  }
}

export type Chats = ReadonlyMap<Platform, Chat>;
