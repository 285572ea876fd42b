import type { Answer, Reason } from '../domain/reason.ts';

/** A pre-built answer, handed out many times and therefore frozen through and through. */
export function settled(effect: Answer['effect'], because: readonly Reason[]): Answer {
  return Object.freeze({ effect, because: Object.freeze(because.map((one) => Object.freeze(one))) });
}

/** So many answers are kept per cell and outcome; beyond that they are forgotten and made again. */
const keptPerCell = 256;

/**
 * Makes an answer about one item once, however often it's asked: reasons name the item, and making them is the dearest part of
 * a decision. The answers are frozen, since they are handed out many times.
 */
export function onceForEachItem(
  effect: Answer['effect'],
  write: (item: string) => readonly Reason[],
): (item: string) => Answer {
  const written = new Map<string, Answer>();
  return (item) => {
    const known = written.get(item);
    if (known !== undefined) return known;
    if (written.size >= keptPerCell) written.clear();
    const answer = settled(effect, write(item));
    written.set(item, answer);
    return answer;
  };
}
