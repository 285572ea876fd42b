/** The rules of DESIGN §2 that an answer can name: C1–C8, R1–R8 (the seeds') and A1–A9 (ours). */
export type RuleId =
  `C${1 | 2 | 3 | 4 | 5 | 6 | 7 | 8}` | `R${1 | 2 | 3 | 4 | 5 | 6 | 7 | 8}` | `A${1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9}`;

/** One reason of an answer: the rule that decided, and a sentence that a person can act on. */
export interface Reason {
  readonly rule: RuleId;
  readonly sentence: string;
}

/** The engine's answer: never a bare boolean. `because` holds only what decided, at least one reason. */
export interface Answer {
  readonly effect: 'allow' | 'deny';
  readonly because: readonly Reason[];
}
