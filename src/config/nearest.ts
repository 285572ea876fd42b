import { closest, distance } from 'fastest-levenshtein';
import { cut } from '../domain/cut.ts';

/** The word that a slip of the keyboard most likely meant, in any case; null where none is near. */
export function nearest(text: string, words: readonly string[]): string | null {
  const wanted = text.trim().toLowerCase();
  if (words.length === 0 || wanted === '') return null;
  const found = closest(
    wanted,
    words.map((word) => word.toLowerCase()),
  );
  const longer = Math.max(found.length, wanted.length);
  const near = longer < 4 ? 1 : Math.max(2, Math.floor(longer / 3));
  if (distance(wanted, found) > near) return null;
  return words.find((word) => word.toLowerCase() === found) ?? null;
}

/** What to write instead: the nearest word, else all of them where they are few, else `otherwise`. */
export function suggest(text: string, words: readonly string[], otherwise = ''): string {
  const near = nearest(text, words);
  if (near !== null) return `; did you mean “${near}”?`;
  if (words.length > 0 && words.length <= 12) return `; it can be ${listed(words)}.`;
  return otherwise === '' ? '.' : `; ${otherwise}.`;
}

/** `a`, `a or b`, `a, b or c`. */
export function listed(words: readonly string[], last = 'or'): string {
  if (words.length < 2) return words.join('');
  return `${words.slice(0, -1).join(', ')} ${last} ${words[words.length - 1] ?? ''}`;
}

/** What was written, in quotes and not at any length. */
export function quoted(text: string): string {
  return `“${cut(text, 60)}”`;
}

/** That the file names something that it doesn't declare, and what may have been meant. */
export function noSuch(what: string, text: string, known: readonly string[]): string {
  return `There is no ${what} ${quoted(text)}${suggest(text, known)}`;
}
