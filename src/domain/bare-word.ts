const before = '"“”„‟\'‘’‚‛«»([{';
const after = `${before})]}.,;:!?`;

/**
 * A word that names somebody, without what wraps it in writing: quotes, brackets, final punctuation, and `mailto:` or `<…>`
 * round an e-mail. Else `"mia@acme.test"` would be somebody other than `mia@acme.test`. Empty where nothing else is in it.
 */
export function bareWord(word: string): string {
  const inner = unwrapped(word);
  const address = /^<?(?:mailto:)?([^\s@<>|?]+@[^\s@<>|?]+)(?:\?[^\s<>|]*)?(?:\|[^<>]*)?>?$/i.exec(inner)?.[1];
  return address === undefined ? inner : unwrapped(address);
}

/** Whether a word has the look of an e-mail: one `@` between other signs. Whether it is one is asked where it matters. */
export function looksLikeEmail(word: string): boolean {
  return /^[^\s@<>]+@[^\s@<>]+$/.test(word);
}

function unwrapped(word: string): string {
  let from = 0;
  let to = word.length;
  while (from < to && before.includes(word.charAt(from))) from++;
  while (to > from && after.includes(word.charAt(to - 1))) to--;
  return word.slice(from, to);
}
