import type { TypedText } from '../domain/events/index.ts';
import type { PersonId } from '../domain/identity.ts';

/** Whose typed text is meant: everything by or about a person, or everything about one access. */
export type EraseOf =
  | {
      readonly what: 'person';
      readonly id: PersonId;
      /** What stands for them where they had no id yet: their addresses and accounts. */
      readonly labels: readonly string[];
    }
  | { readonly what: 'access'; readonly id: string };

/** Typed text that is still stored. */
export interface FoundTexts {
  /** Accesses with texts that can be erased, and how many in their events, requests and decisions. */
  readonly accesses: readonly { readonly id: string; readonly texts: number }[];
  /** Keys of the tenant's own events. */
  readonly journal: readonly string[];
  /** Numbers of entries of the chain, ascending. */
  readonly entries: readonly number[];
  /** Each text once. */
  readonly values: readonly TypedText[];
  /** Texts of events that aren't in the chain yet, which has to have their digest first. */
  readonly unchained: number;
}

/** Copies of typed text, and messages that show it. */
export interface FoundCopies {
  readonly stash: readonly string[];
  readonly notices: readonly string[];
  /** Audit messages, and messages that told somebody of it, including those of an erasure that was interrupted. */
  readonly messages: readonly string[];
}

/**
 * Finds and erases typed text (A9). Digests stay, so the chain still proves what was there. Each step may be done again.
 * Every method throws `StoreUnavailable` when the server can't be asked.
 */
export interface EraseStore {
  /** Which accesses have events of these that aren't in the chain yet. */
  unchained(of: EraseOf): Promise<readonly string[]>;
  find(of: EraseOf): Promise<FoundTexts>;
  copies(texts: Pick<FoundTexts, 'accesses' | 'entries' | 'values'>): Promise<FoundCopies>;
  /** Takes away what buttons carry, and the text from notices that wait. */
  eraseCopies(copies: FoundCopies, values: readonly TypedText[]): Promise<void>;
  /** Erases the texts of one access in one write, with an outbox entry so that its cards are edited. */
  eraseAccess(id: string, of: EraseOf, at: number): Promise<void>;
  eraseJournal(keys: readonly string[]): Promise<void>;
  /** Notes that these messages are about to lose text: nobody edits them before `releaseMessages`. */
  holdMessages(ids: readonly string[]): Promise<void>;
  eraseEntries(seqs: readonly number[]): Promise<void>;
  /** Has every held message edited. */
  releaseMessages(): Promise<void>;
}
