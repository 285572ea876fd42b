import { asciiLower, readAddress } from '../lib/address.ts';

/** The name of a chat platform. Open on purpose: only the platform's own folder and the registry know the names. */
export type Platform = string;

/** An opaque id that is never reused. */
export type PersonId = string;

/** One account of one chat platform. Unique, and points to one person. */
export interface Account {
  readonly platform: Platform;
  /** Empty where the platform's ids are the same everywhere. */
  readonly workspace: string;
  readonly user: string;
}

/** `PLATFORM:WORKSPACE/USER`, or `PLATFORM:USER` where there is no workspace: the account's unique written form. */
export function accountKey({ platform, workspace, user }: Account): string {
  return workspace === '' ? `${platform}:${user}` : `${platform}:${workspace}/${user}`;
}

/** The account of a written form; null where it is none. Undoes `accountKey`. */
export function parseAccountKey(key: string): Account | null {
  const [, platform = '', workspace = '', user = ''] =
    /^([a-z][a-z0-9-]*):(?:([^/\s@]+)\/)?([^/\s@]+)$/.exec(key) ?? [];
  return user === '' ? null : { platform, workspace, user };
}

/** How an account is written where people are compared: addresses are lower-cased. */
export function accountAddress(account: Account): string {
  return asciiLower(accountKey(account));
}

/**
 * The form in which e-mails, and accounts as they are written, are compared: without regard to the case of A to Z (C3), the
 * domain in its ASCII form, nothing else folded (A8). What is no address keeps its other letters, and so equals none.
 */
export function normalEmail(email: string): string {
  return readAddress(email) ?? asciiLower(email.trim());
}

/** Somebody as they stand in a record: the opaque id, and the label that auditors read (e-mail, else the account). */
export interface PersonRef {
  readonly id: PersonId;
  readonly label: string;
}

/** Latchkey itself: the clock, the configuration, the machinery. */
export const system: PersonRef = { id: 'system', label: 'system' };

/** What the chat says of an account now (DESIGN §4, "Who is inside"). */
export type Profile =
  | {
      readonly inside: true;
      readonly account: Account;
      readonly name: string;
      /** The e-mail that the platform proves; null: it proves none, and the account is linked to a person or declared. */
      readonly email: string | null;
      /** The IANA name of the zone that their clocks show; absent: the platform doesn't tell. */
      readonly timeZone?: string;
    }
  | {
      readonly inside: false;
      readonly account: Account;
      readonly name: string;
      readonly why:
        | 'guest'
        | 'stranger'
        | 'bot'
        | 'deactivated'
        | 'pending'
        | 'unconfirmed'
        | 'no-email'
        | 'not-found'
        | 'unlinked';
      /** One sentence to the person: why, and what to do. */
      readonly sentence: string;
    };

/** Whether an account can't be judged now: nothing is taken from its person, who decides nothing new (DESIGN §4). */
export function isUnjudged({ why }: Extract<Profile, { inside: false }>): boolean {
  return why === 'no-email' || why === 'unconfirmed';
}

/** How a person is named in a command: a mention, an e-mail, `me`; a group is understood in order to be refused (C6). */
export type Who =
  | { readonly kind: 'me' }
  | { readonly kind: 'account'; readonly account: Account; readonly shown: string }
  | { readonly kind: 'email'; readonly email: string }
  /** By opaque id: what Latchkey's own buttons carry. */
  | { readonly kind: 'person'; readonly id: PersonId }
  | { readonly kind: 'group'; readonly shown: string }
  | { readonly kind: 'unknown'; readonly text: string };

/** By which way something came: a platform's name, or one of our own. */
export type Via = 'webhook' | 'api' | 'cli' | 'config' | 'clock' | (Platform & {});

/** Whether a label of the record stands for another system (a hook or a client of the file), not for a person. */
export function isSystemLabel(label: string): boolean {
  return /^(?:hook|client):/.test(label);
}
