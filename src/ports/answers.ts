import type { Text, Tone } from '../domain/message.ts';

/** What became of one of several commands that were given together: a line of their answer. */
export interface AnswerLine {
  readonly tone: Tone;
  readonly text: Text;
  /** What stands small beneath a refusal: the rule that it goes by. */
  readonly note?: Text;
}

/** Answers that several jobs give together. */
export interface AnswerStore {
  /**
   * Keeps line `index` (from 0) of the `of` lines of an answer; harmless to repeat. Gives all of them in their order when none
   * is missing, else null: of those who keep one, at least the last is given all. Throws `NotOurs` where Latchkey didn't write
   * one of them.
   */
  collect(key: string, index: number, of: number, line: AnswerLine): Promise<readonly AnswerLine[] | null>;
}
