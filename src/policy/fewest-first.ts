import type { RightChange } from './change.ts';
import { isOfFirstRank } from './tables/ranks.ts';

/** A way to give somebody a right. */
export interface WayToGive<Choice> {
  readonly choice: Choice;
  /** What it changes for them. */
  readonly rights: readonly RightChange[];
}

/**
 * The choices, what adds the fewest rights of the first rank first, then the fewest in all; of equals, the one that was given
 * first.
 */
export function fewestFirst<Choice>(ways: readonly WayToGive<Choice>[]): readonly Choice[] {
  const counted = ways.map(({ choice, rights }) => {
    const gained = rights.filter(({ effect }) => effect === 'gained');
    return { choice, first: gained.filter(({ permission }) => isOfFirstRank(permission)).length, all: gained.length };
  });
  // A stable sort keeps the order of equals.
  return counted.sort((one, other) => one.first - other.first || one.all - other.all).map(({ choice }) => choice);
}
