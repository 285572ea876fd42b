/** The parts that the sandbox knows by name. */
export const PARTS = ['redis', 'mongo', 'slack', 'discord', 'page', 'latchkey'] as const;

export type Part = (typeof PARTS)[number];

/** What starts without --only. The local Discord is not built yet. */
export const partsOfAll: readonly Part[] = ['redis', 'mongo', 'slack', 'page', 'latchkey'];

/** Whether a word names a part. */
export function isPart(word: string): word is Part {
  return PARTS.some((part) => part === word);
}
