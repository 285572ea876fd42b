import { wrongUse } from '../io.ts';
import type { Prompt } from '../prompt.ts';

/** One thing that `init` has to know. */
export interface Question {
  /** The option or variable by which it can be given. */
  readonly name: string;
  readonly text: string;
  /** What counts where nothing is said. */
  readonly otherwise?: string;
  readonly isOptional?: boolean;
  readonly isSecret?: boolean;
}

export interface Answers {
  /** What is given, else what somebody writes, else the default; empty: nothing, for what is optional. */
  one(question: Question, given: string | undefined): Promise<string>;
  /** Throws wrong use that names everything that is missing; what is asked for without a terminal is missing. */
  done(): void;
}

/** @param prompt null: nobody is at a terminal, so nothing is asked */
export function createAnswers(prompt: Prompt | null): Answers {
  const missing: string[] = [];
  return {
    async one({ name, text, otherwise, isOptional = false, isSecret = false }, given) {
      if (given !== undefined && given.trim() !== '') return given.trim();
      if (prompt === null) {
        if (otherwise === undefined && !isOptional) missing.push(name);
        return otherwise ?? '';
      }
      const hint = otherwise !== undefined ? ` [${otherwise}]` : isOptional ? ' [none]' : '';
      for (;;) {
        const answer = await prompt(`${text}${hint}:`, isSecret);
        if (answer !== '') return answer;
        if (otherwise !== undefined || isOptional) return otherwise ?? '';
      }
    },
    done() {
      if (missing.length === 0) return;
      throw wrongUse(`Nothing was written. Without a terminal to ask at, give: ${missing.join(', ')}.`);
    },
  };
}

/** A list as somebody writes it: by commas or blanks. */
export function listOf(text: string): readonly string[] {
  return text.split(/[\s,;]+/).filter((one) => one !== '');
}
