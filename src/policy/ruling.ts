import type { Answer } from '../domain/reason.ts';
import type { HeldItemRight, Item } from './item-rights.ts';

/** What one membership makes of one permission. */
export interface Ruling {
  /** The answer to a question without an item, and to every question where `ask` is null. Frozen. */
  readonly general: Answer;
  /** The answer for an item and all item rights of the person, where an item can change it. */
  readonly ask: ((item: Item, rights: readonly HeldItemRight[]) => Answer) | null;
}

export const always = (answer: Answer): Ruling => ({ general: answer, ask: null });
