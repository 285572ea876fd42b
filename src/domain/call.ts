import type { Account, PersonId } from './identity.ts';
import type { Message } from './message.ts';

/** A command as a chat heard it, before its arguments are checked. */
export interface Call {
  /** A command of `commands/`, by name. */
  readonly command: string;
  readonly args: Readonly<Record<string, unknown>>;
  readonly account: Account;
  /** Unique for what the person did, the same when the platform delivers it again. At most 200 characters. */
  readonly delivery: string;
  readonly heardAt: number;
  /** The words behind `/access` as a person typed them; absent where the chat has fields instead, or a button was pressed. */
  readonly typed?: string;
  /** The same as the chat delivered it, to be read again. */
  readonly line?: string;
  readonly reply: ReplyRef;
}

/** Where a private answer goes. Opaque outside the platform's folder; JSON, so that it can wait in a queue. */
export interface ReplyRef {
  readonly platform: string;
  readonly [key: string]: string | number | null;
}

/** What running a call gives: the private answer to show now. */
export interface Outcome {
  readonly message: Message;
  /** Accounts of the caller's platform, to show people by. */
  readonly mentions?: ReadonlyMap<PersonId, Account>;
  /** To be called when the message stands before the person, where there is something to be noted then. */
  readonly seen?: () => Promise<void>;
  /** The account is over its budget and was told so before: nothing is to be answered now, where the platform allows that. */
  readonly silent?: boolean;
  /**
   * There: the command is on the queue and its outcome is told by whoever carries it out. `message` is then for somebody who has
   * waited too long, and this says whether they still wait. Throws where the queue can't be asked.
   */
  readonly pending?: () => Promise<boolean>;
  /** False when it was refused: for exit codes and metrics. */
  readonly ok: boolean;
  /** Of a refusal: the field that it is about, where a form would show it there. */
  readonly field?: 'duration' | 'reason';
  /** The queue didn't say in time whether it has the command. */
  readonly isUnconfirmed?: boolean;
}

/** What a form offers: everything that can be asked for, in the order of the configuration. */
export interface Choices {
  readonly products: readonly { readonly id: string; readonly name: string }[];
  readonly instances: readonly {
    readonly id: string;
    readonly name: string;
    /** What can be asked for: no limits. */
    readonly roles: readonly string[];
    readonly items: readonly { readonly id: string; readonly kind: string }[];
  }[];
  /** What a role can be needed for, by their labels. */
  readonly permissions: readonly string[];
  /** `8h`: what an empty duration means, unless a rule says otherwise. */
  readonly defaultDuration: string;
}
