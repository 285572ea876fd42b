/** Wrong use of the control API: answered with the status and one sentence. */
export interface Wrong extends Error {
  readonly status: 400 | 404;
}

export function wrong(sentence: string, status: 400 | 404 = 400): Wrong {
  return Object.assign(new Error(sentence), { status });
}

export function isWrong(error: unknown): error is Wrong {
  return error instanceof Error && 'status' in error;
}
