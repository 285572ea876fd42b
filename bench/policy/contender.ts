import type { QuestionSet } from './questions.ts';

/** One engine with one set of questions prepared as its documentation advises. */
export interface Contender {
  readonly name: string;
  /** How it was set up, in a few words. */
  readonly setUp: string;
  /** How many questions to ask before looking at the clock. */
  readonly chunk: number;
  /** Asks the questions from `from` up to, not including, `to`; returns how many were allowed. */
  readonly ask: (from: number, to: number) => number | Promise<number>;
  readonly answer: (index: number) => boolean | Promise<boolean>;
}

export type Enter = (set: QuestionSet) => Contender | null | Promise<Contender | null>;
