import type { Answer } from '../domain/reason.ts';
import type { HeldItemRight, Item } from './item-rights.ts';

/** What one membership makes of one permission. */
export interface Ruling {
  /** The answer where no item can change it, else null. */
  readonly fixed: Answer | null;
  /** The answer for an item (or for none) and all item rights of the person. */
  readonly ask: (item: Item | undefined, rights: readonly HeldItemRight[]) => Answer;
}

export const always = (answer: Answer): Ruling => ({ fixed: answer, ask: () => answer });
