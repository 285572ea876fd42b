/** Wrong use or a wrong surrounding: one sentence that says what to do, shown without a stack; exit 2. */
export interface Problem extends Error {
  readonly isProblem: true;
}

/** Makes a problem to throw. */
export function problem(sentence: string, cause?: unknown): Problem {
  return Object.assign(new Error(sentence, { cause }), { isProblem: true as const });
}

/** Whether something caught is a problem, and not a fault of ours. */
export function isProblem(error: unknown): error is Problem {
  return error instanceof Error && 'isProblem' in error;
}

/** The sentence of anything caught. */
export function sentenceOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
