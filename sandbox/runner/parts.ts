/** The parts that the sandbox knows by name. */
export const PARTS = ['redis', 'mongo', 'slack', 'discord', 'page', 'latchkey'] as const;

export type Part = (typeof PARTS)[number];

/** What starts without --only. */
export const partsOfAll: readonly Part[] = PARTS;

/** Whether a word names a part. */
export function isPart(word: string): word is Part {
  return PARTS.some((part) => part === word);
}
