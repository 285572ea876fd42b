import { isDuration } from '../../../../domain/duration.ts';
import type { Token } from '../tokens.ts';
import { isWord, join } from './words.ts';

/** The words of a command without those that say how long; `length` is absent where there are none, or `for` says it. */
export interface WithLength {
  readonly rest: readonly Token[];
  readonly length?: string | undefined;
}

/**
 * Takes out `until …`, up to the next of `keywords`, or else a duration that stands without its `for` at the end of a part:
 * never a part's only word after its keyword, and nothing that is quoted.
 */
export function takeLength(tokens: readonly Token[], keywords: readonly string[]): WithLength {
  const isKeyword = (token: Token) => [...keywords, 'for'].some((word) => isWord(token, word));
  const until = tokens.findIndex((token) => !token.quoted && token.who === null && /^(until|till?)$/i.test(token.text));
  if (until > 0) {
    const after = tokens.findIndex((token, index) => index > until && isKeyword(token));
    const end = after < 0 ? tokens.length : after;
    const before = tokens[until - 1];
    const start = before && isWord(before, 'for') ? until - 1 : until;
    return { rest: [...tokens.slice(0, start), ...tokens.slice(end)], length: join(tokens.slice(until, end)) };
  }
  if (tokens.some((token) => isWord(token, 'for'))) return { rest: tokens };
  for (let end = tokens.length; end > 0; end--) {
    const next = tokens[end];
    if (next !== undefined && !isKeyword(next)) continue;
    const start = lengthBefore(tokens, end, isKeyword);
    if (start < end)
      return { rest: [...tokens.slice(0, start), ...tokens.slice(end)], length: join(tokens.slice(start, end)) };
  }
  return { rest: tokens };
}

/** The most words that a duration has, as in `2 days and 3 hours`. */
const mostLengthWords = 6;

/** Where the longest duration begins that ends before `end`, leaving a word before it; `end`: there is none. */
function lengthBefore(tokens: readonly Token[], end: number, isKeyword: (token: Token) => boolean): number {
  for (let start = Math.max(1, end - mostLengthWords); start < end; start++) {
    const words = tokens.slice(start, end);
    const before = tokens[start - 1];
    if (!before || isKeyword(before) || words.some((word) => word.quoted || word.who !== null || isKeyword(word)))
      continue;
    if (isDuration(join(words) ?? '')) return start;
  }
  return end;
}
