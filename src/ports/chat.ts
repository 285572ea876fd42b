import type { ReplyRef } from '../domain/call.ts';
import type { Account, Platform, Profile } from '../domain/identity.ts';
import type { Message, MessageRef } from '../domain/message.ts';

/** A chat platform as the services see it. Every method may throw a `ChatError`. */
export interface Chat {
  readonly platform: Platform;
  /** What people call it, as it stands in sentences. */
  readonly name: string;
  /** One line of help that only this platform needs; null: none. */
  readonly hint: string | null;
  /** Whether whoever reads a channel there sees its members' e-mails anyway. */
  readonly showsEmails: boolean;
  /** How a command of `/access` is typed in this chat with the value of its first option: `/access link CODE`. */
  readonly commandText: (name: string, value: string) => string;
  /** Who an account is now; a minute's cache at most. `fresh` reads past it. */
  profile(account: Account, options?: { readonly fresh?: boolean }): Promise<Profile>;
  /**
   * The locale of a user's own profile or client (`de`, `en-GB`), as far as it is known; null: it isn't. Kept for an hour, and
   * never throws: who can't be looked up now reads English.
   */
  localeOf(user: string): Promise<string | null>;
  /** The account whose profile has this e-mail, inside or not; null when there is none, or the platform proves no e-mails. */
  accountByEmail(email: string): Promise<Account | null>;
  /** The account that somebody names by what others see of it (an id, a user name, an e-mail); null: none, or more than one. */
  accountByName(text: string): Promise<Account | null>;
  /** A private answer to what somebody did, at least once. */
  answer(reply: ReplyRef, message: Message, mentions: Mentions): Promise<void>;
  /** The channel of the direct messages with an account; null when they are closed. */
  directChannel(account: Account): Promise<string | null>;
  /**
   * Asks, by a call that changes nothing, whether something blocks the token (`channel` null) or a channel. Throws a
   * `ChatError` of kind `blocked` while something does, and also resolves where nothing can tell.
   */
  probe(channel: string | null): Promise<void>;
  /**
   * Reserves a slot of the channel for a message and waits for it, before anything is rendered or written (DESIGN §4, Cost): at
   * most 2 s. Throws `ChatUnavailable` with the wait where it would take longer; the slot is kept for that message until then.
   */
  pace(channel: string, message: string): Promise<void>;
  /**
   * Posts; `key` (no personal data) goes into the message so that `find` can find it. `beforeSending` runs when everything
   * that can take long is done, right before the one call that sends; where it throws, nothing is sent.
   */
  post(
    channel: string,
    message: Message,
    key: string,
    mentions: Mentions,
    beforeSending?: () => Promise<void>,
  ): Promise<MessageRef>;
  /** Edits; `beforeSending` as for `post`. */
  update(ref: MessageRef, message: Message, mentions: Mentions, beforeSending?: () => Promise<void>): Promise<void>;
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

/** A platform's own roles, by id. Methods throw `ChatUnavailable`, and `ChatRefused` where the platform says no. */
export interface ChatRoles {
  /** What people call the role; null: there is none with this id. A minute's cache at most; `fresh` reads past it. */
  name(role: string, options?: { readonly fresh?: boolean }): Promise<string | null>;
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

/**
 * What a refusal means for the message or question that met it (DESIGN §4, Delivery):
 * - `transient`: not now; the same again later (429, 5xx, no answer).
 * - `blocked`: somebody has to change something at the platform (the token, a scope, the channel); kept until then.
 * - `unreachable`: this account can't be written to; another one may do.
 * - `expired`: the place of a private answer is closed for good.
 * - `gone`: the message that was to be changed isn't there, or can't be changed any more.
 * - `our-fault`: the platform doesn't take what we made.
 */
export type ChatErrorKind = 'transient' | 'blocked' | 'unreachable' | 'expired' | 'gone' | 'our-fault';

/** What a refusal is about: everything that uses the token, everything in one channel, or nothing but this message. */
export type Concern = 'token' | 'channel' | 'message';

/** How an adapter sorts one refusal. `unreachable` that concerns the token: it may be the whole chat that can't be reached. */
export interface SortedRefusal {
  readonly kind: ChatErrorKind;
  readonly concerns: Concern;
  /** False: the code isn't in the adapter's table. Such a refusal counts as our fault only after three tries. */
  readonly isKnown: boolean;
}

/** A platform couldn't be asked or told, or said no. */
export abstract class ChatError extends Error implements SortedRefusal {
  abstract readonly kind: ChatErrorKind;
  abstract readonly concerns: Concern;
  abstract readonly isKnown: boolean;
  /** The platform's own word, such as `channel_not_found` or `50013`; `http_403` where it had none. */
  abstract readonly code: string;
  /** What the platform asked us to wait, in ms; null: it didn't say. */
  abstract readonly retryAfterMs: number | null;
  /** What somebody has to do about it, as sentences without the last full stop; null: the adapter knows nothing particular. */
  readonly advice: string | null = null;
}

/** The platform could not be asked or told. `retryAfterMs`: what it asked us to wait; null: back off. */
export class ChatUnavailable extends ChatError {
  readonly kind = 'transient';
  readonly concerns = 'message';
  readonly isKnown = true;
  readonly code: string;
  readonly retryAfterMs: number | null;
  constructor(what: string, retryAfterMs: number | null, options: ErrorOptions & { readonly code?: string } = {}) {
    super(what, options);
    this.name = 'ChatUnavailable';
    this.code = options.code ?? (options.cause instanceof ChatError ? options.cause.code : 'unavailable');
    this.retryAfterMs = retryAfterMs;
  }
}

/** The platform said no, and would say no again. */
export class ChatRefused extends ChatError {
  readonly kind: ChatErrorKind;
  readonly concerns: Concern;
  readonly isKnown: boolean;
  readonly code: string;
  readonly retryAfterMs = null;
  override readonly advice: string | null;
  constructor(
    what: string,
    code: string,
    options: ErrorOptions & Partial<SortedRefusal> & { readonly advice?: string | null } = {},
  ) {
    super(what, options);
    this.name = 'ChatRefused';
    this.code = code;
    this.advice = options.advice ?? null;
    this.kind = options.kind ?? 'our-fault';
    this.concerns = options.concerns ?? 'message';
    this.isKnown = options.isKnown ?? options.kind !== undefined;
  }
}

export type Chats = ReadonlyMap<Platform, Chat>;
