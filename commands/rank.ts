import type { Suggestion } from '../src/domain/command-description.ts';

/**
 * What fits `typed`, the best first: the same, then what begins so, then what has a word that begins so, then what
 * contains it; within each as given. Nothing typed: all, as given. In any case; at most `limit`.
 */
export function rank(all: readonly Suggestion[], typed: string, limit: number): readonly Suggestion[] {
  const word = typed.trim().toLowerCase();
  if (word === '') return all.slice(0, limit);
  const scored = all.flatMap((one) => {
    const best = Math.min(score(one.value, word), score(one.name, word));
    return best === Infinity ? [] : [{ one, best }];
  });
  return scored
    .sort((a, b) => a.best - b.best)
    .slice(0, limit)
    .map(({ one }) => one);
}

function score(text: string, word: string): number {
  const lower = text.toLowerCase();
  if (lower === word) return 0;
  if (lower.startsWith(word)) return 1;
  const at = lower.indexOf(word);
  if (at < 0) return Infinity;
  const starts = [...lower.matchAll(/(?<=[^\p{L}\p{N}])[\p{L}\p{N}]/gu)].some(({ index }) =>
    lower.startsWith(word, index),
  );
  return starts ? 2 : 3;
}
