import type { Composed } from '../compose/composed.ts';

/** What stands in the composer: text, or a command with its options. */
export interface Draft {
  text: string;
  composed?: Composed;
}

export const EMPTY: Draft = { text: '' };
