import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Outcome } from '../domain/call.ts';
import type { Account } from '../domain/identity.ts';
import type { Message } from '../domain/message.ts';
import type { Chat } from './chat.ts';
import type { Clock } from './clock.ts';
import type { Commands } from './commands.ts';
import type { Log } from './log.ts';

/** What a platform is connected with. */
export interface PlatformParts {
  readonly log: Log;
  readonly clock: Clock;
  readonly stash: Stash;
  /** Where browsers reach this Latchkey, without a slash at the end; null: nowhere. */
  readonly publicUrl: string | null;
  /** Ends the waiting for a platform that is away. */
  readonly signal?: AbortSignal | undefined;
}

/** Keeps what does not fit into a button's id: the same text under the same key, for as long as a message may be used. */
export interface Stash {
  /** Harmless to repeat. `text` has at most 10,000 characters. */
  put(key: string, text: string): Promise<void>;
  /** Throws `NotOurs` where Latchkey didn't put what is there. */
  get(key: string): Promise<string | null>;
}

/** One connected platform. A worker needs the chat only; `listen` is for the process that hears people. */
export interface ConnectedPlatform {
  readonly chat: Chat;
  listen(hearing: Hearing): Promise<Ears>;
  /** For `doctor` and `config check`: what isn't as it should be with the app, and with what the file names. Never throws. */
  inspect(named: NamedInConfiguration): Promise<readonly Finding[]>;
  close(): Promise<void>;
}

/** Something about an app or its channels and roles that somebody should know, as one sentence that says what to do. */
export interface Finding {
  readonly sentence: string;
  /** Something doesn't work; else it works, and somebody should look at it. */
  readonly isProblem: boolean;
}

/** What `latchkey.yml` names of one platform, by its path there (`channels.audit`, `targets[0]`). */
export interface NamedInConfiguration {
  readonly channels: readonly { readonly path: string; readonly id: string }[];
  /** `given` false: it only has to be there, Latchkey does not give it. */
  readonly roles: readonly { readonly path: string; readonly id: string; readonly given?: boolean }[];
}

/** What a platform that has a page of each person's own (Slack's App Home) shows there. */
export interface Homes {
  /**
   * The answer to `/access home` for an account as things are now. `isOpened`: they opened it; else it's only drawn again, which
   * counts toward no budget. Null: they open it too often.
   */
  of(account: Account, how: { readonly isOpened: boolean }): Promise<Outcome | null>;
  /** A number that is another one whenever something was recorded, and so whenever what a Home shows may have changed. */
  revision(): Promise<number>;
}

/** Whom a platform calls. */
export interface Hearing {
  readonly commands: Commands;
  readonly homes: Homes;
  /** An account's standing, e-mail or roles may have changed: it joined, left, was changed. */
  changed(account: Account): Promise<unknown>;
  /** A role of the platform has this name now, or (null) was deleted. */
  roleChanged(role: { readonly platform: string; readonly role: string }, name: string | null): Promise<unknown>;
  /** Something may have happened to the token (`channel` null) or to a channel: a hint, to be verified. */
  placeChanged(place: { readonly platform: string; readonly channel: string | null }): Promise<unknown>;
  /** The platform closed for good the connection by which it tells what people do (the code says why); null: it is there again. */
  connectionChanged(platform: string, refused: RefusedConnection | null): Promise<unknown>;
  /** Asked before the platform is: whether somebody's sign-in with this state is still awaited. */
  awaited(state: string): Promise<AwaitedSignIn>;
  /** Somebody signed in at the platform; the answer is for the page that they see. Never throws for what they did wrong. */
  proved(proof: Proof): Promise<Message>;
}

/** Why a platform tells nothing any more. */
export interface RefusedConnection {
  /** The platform's own word, such as `4014`. */
  readonly code: string;
  /** What somebody has to do, as sentences without the last full stop. */
  readonly advice: string;
}

/** Whether a sign-in is awaited: with the verifier that was given to `Chat.signIn`, or with what to tell the person. */
export type AwaitedSignIn =
  { readonly is: 'awaited'; readonly verifier: string } | { readonly is: 'over'; readonly message: Message };

/** What signing in at a platform proved. */
export interface Proof {
  /** As given to `Chat.signIn`. */
  readonly state: string;
  readonly account: Account;
  /** Null: they gave none. */
  readonly email: string | null;
  /** Whether the platform itself has checked the e-mail. */
  readonly verified: boolean;
}

export interface Ears {
  readonly mounts: readonly PlatformMount[];
  /** Draws the Homes again that somebody opened lately and that may have changed; nothing where a platform has none. Never throws. */
  refreshHomes(): Promise<void>;
  close(): Promise<void>;
}

/** A path on the listener, as `src/http` takes it. */
export interface PlatformPath {
  readonly method: 'GET' | 'POST';
  readonly path: string;
}

export interface PlatformMount extends PlatformPath {
  handle(request: IncomingMessage, response: ServerResponse): Promise<void> | void;
}
