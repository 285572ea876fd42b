import type { Token } from '../tokens.ts';

export type Args = Record<string, unknown>;

/** The words before the first keyword, those behind each, and what fits nowhere: a keyword again, or with nothing behind it. */
export function split(tokens: readonly Token[], keywords: readonly string[], nests?: string) {
  const main: Token[] = [];
  const extra: Token[] = [];
  const parts: Partial<Record<string, Token[]>> = {};
  let open = main;
  let name = '';
  tokens.forEach((token, index) => {
    const keyword = keywords.find((word) => isWord(token, word));
    if (!keyword || (keyword === name && keyword === nests)) {
      open.push(token);
      return;
    }
    const next = tokens[index + 1];
    const empty = !next || keywords.some((word) => isWord(next, word));
    name = keyword;
    if (empty || parts[keyword]) {
      extra.push(token);
      open = extra;
    } else open = parts[keyword] = [];
  });
  return { main, parts, extra };
}

export function isWord(token: Token, word: string): boolean {
  return !token.quoted && token.who === null && token.text.toLowerCase() === word;
}

/** The words as one argument; undefined when there are none. */
export function join(tokens: readonly Token[] | undefined): string | undefined {
  if (!tokens || tokens.length === 0) return undefined;
  const text = tokens.map((token) => token.text).join(' ');
  return (tokens.at(-1)?.quoted ? text : withoutMarks(text)) || undefined;
}

/** Without the marks that end a sentence. By hand: a regular expression looks at a run of them again and again. */
export function withoutMarks(text: string): string {
  let end = text.length;
  while (end > 0 && ',;.!?'.includes(text.charAt(end - 1))) end--;
  return text.slice(0, end);
}

/** Without what nobody sees, such as a zero-width space that was pasted along; what joins the parts of an emoji stays. */
export function withoutInvisible(text: string): string {
  return text
    .replace(/[\u00ad\u200b\u200e\u200f\u2060\ufeff]/g, '')
    .replace(/(?<=^|\p{ASCII})[\u200c\u200d]|[\u200c\u200d](?=$|\p{ASCII})/gu, '');
}

/** Without what is absent. */
export function compact(args: Args): Args {
  return Object.fromEntries(Object.entries(args).filter(([, value]) => value !== undefined));
}
