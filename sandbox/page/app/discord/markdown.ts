import { rulesExtended, SimpleMarkdown } from 'discord-markdown-parser';

/** A piece of Discord's markdown; `content` holds text, or pieces. */
export interface Piece {
  type: string;
  content?: string | Piece[];
  /** Of mentions. */
  id?: string;
  /** Of a link. */
  target?: string;
  /** Of a timestamp: seconds since 1970, and how to write it (`R`, `F`, `f` …). */
  timestamp?: string;
  format?: string;
  /** Of a heading: 1 to 3. */
  level?: number;
  lang?: string;
  /** Of `</access request role:ID>`. */
  fullName?: string;
  name?: string;
  /** Of a list. */
  ordered?: boolean;
  start?: number;
  items?: Piece[][];
}

type Rule = (typeof rulesExtended)[string];

const MENTION = SimpleMarkdown.defaultRules.strong.order;
const { order: HEADING } = SimpleMarkdown.defaultRules.heading;
const LIST_LINE = /^( *)(?:([-*])|(\d{1,9})\.) +(.*)$/;

const mention = (pattern: RegExp): Rule => ({
  order: MENTION,
  match: (source) => pattern.exec(source),
  parse: (capture) => ({ id: capture[1] }),
});

/** A rule that holds at the beginning of a line only. */
const atLineStart =
  (pattern: RegExp): Rule['match'] =>
  (source, state) => {
    const before = (state['prevCapture'] as string[] | null | undefined)?.[0];
    return before === undefined || before.endsWith('\n') ? pattern.exec(source) : null;
  };

/** Lists, which the library leaves out: lines with a mark, those further in belonging to the one above. */
const list: Rule = {
  order: HEADING - 0.4,
  match: atLineStart(/^(?: *(?:[-*]|\d{1,9}\.) +[^\n]*(?:\n|$))+/),
  parse: (capture, parse, state) => {
    const lines = (capture[0] ?? '').replace(/\n$/, '').split('\n');
    return { ...listOf(lines, (text) => parse(text, { ...state, prevCapture: null })) };
  },
};

function listOf(lines: string[], parse: (text: string) => Piece[]): Omit<Piece, 'type'> {
  const [, indent = '', , start] = LIST_LINE.exec(lines[0] ?? '') ?? [];
  const items: Piece[][] = [];
  for (let at = 0; at < lines.length;) {
    const text = LIST_LINE.exec(lines[at] ?? '')?.[4] ?? '';
    let end = at + 1;
    while (end < lines.length && (LIST_LINE.exec(lines[end] ?? '')?.[1] ?? '').length > indent.length) end += 1;
    const below = lines.slice(at + 1, end);
    items.push([...parse(text), ...(below.length > 0 ? [{ type: 'list', ...listOf(below, parse) }] : [])]);
    at = end;
  }
  return { ordered: start !== undefined, start: Number(start ?? 1), items };
}

const { emoticon: _emoticon, twemoji: _twemoji, ...rules } = rulesExtended;
const read = SimpleMarkdown.parserFor({
  ...rules,
  list,
  // The library sees a line's beginning only after some of its own rules.
  heading: { ...rules['heading'], match: atLineStart(/^(#{1,3}) +([^\n]+?)(?:\n|$)/) } as Rule,
  subtext: { ...rules['subtext'], match: atLineStart(/^-# +([^\n]+?)(?:\n|$)/) } as Rule,
  // The library wants ids of at least 17 digits; those of a configuration may be shorter.
  user: mention(/^<@!?(\d{1,20})>/),
  role: mention(/^<@&(\d{1,20})>/),
  channel: mention(/^<#(\d{1,20})>/),
  slashCommand: {
    order: MENTION,
    match: (source) => /^<\/([-_\p{L}\p{N}]+(?: [-_\p{L}\p{N}]+){0,2}):(\d{1,20})>/u.exec(source),
    parse: (capture) => ({ fullName: capture[1], id: capture[2] }),
  },
});

/** Reads Discord's markdown, as it is in messages of apps and in embeds. What is no markup stays text. */
export function parseMarkdown(source: string): Piece[] {
  return joined(read(source, { inline: true }));
}

/** Neighbouring texts become one. */
function joined(pieces: Piece[]): Piece[] {
  const all: Piece[] = [];
  for (const piece of pieces) {
    const last = all.at(-1);
    if (piece.type === 'text' && last?.type === 'text') {
      last.content = `${textOf(last)}${textOf(piece)}`;
    } else {
      all.push({
        ...piece,
        ...(Array.isArray(piece.content) && { content: withoutLastBreak(piece.type, joined(piece.content)) }),
        ...(piece.items && { items: piece.items.map(joined) }),
      });
    }
  }
  return all;
}

/** A quote's last line needs no break behind it. */
const withoutLastBreak = (type: string, content: Piece[]): Piece[] =>
  type === 'blockQuote' && content.at(-1)?.type === 'br' ? content.slice(0, -1) : content;

const textOf = (piece: Piece): string => (typeof piece.content === 'string' ? piece.content : '');
