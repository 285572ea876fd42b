import { freeName } from '../../../domain/free-name.ts';
import type { Who } from '../../../domain/identity.ts';

/** A word, a quoted phrase or a mention of a typed command, with Slack's escapes undone. */
export interface Token {
  readonly text: string;
  /** Quoted words are never keywords. */
  readonly quoted: boolean;
  /** Set when the token is a mention of a person or a group. */
  readonly who: Who | null;
}

interface Entity {
  readonly text: string;
  readonly who: Who | null;
  readonly end: number;
}

const double = '"“”„‟';
const single = "'‘’‚‛";
const entityPattern = /<([@!#]?)([^<>|]*)(?:\|([^<>]*))?>/y;
/** What needs no second look: neither a blank nor a quote nor the beginning of an entity. */
const plainRun = /[^\s<"“”„‟'‘’‚‛]+/y;
const blank = /\s/;
const between = /[\s,;]/;
const mayFollowQuote = /[\s,;/]/;

/** Undoes Slack's three escapes. */
export function unescapeText(text: string): string {
  return text.includes('&')
    ? text.replace(/&(amp|lt|gt);/g, (_, name) => ({ amp: '&', lt: '<', gt: '>' })[name as 'amp'])
    : text;
}

/**
 * Splits a typed command into tokens. With `because`, the first unquoted such word ends them, and what follows is the
 * reason. Linear in the length, throws for nothing.
 */
export function tokenize(
  text: string,
  workspace: string,
  because: boolean,
): { readonly tokens: readonly Token[]; readonly reason?: string } {
  const tokens: Token[] = [];
  const closing = closings(text);
  let at = 0;
  while (at < text.length) {
    if (between.test(text.charAt(at))) {
      at++;
      continue;
    }
    const { token, end } = readToken(text, at, workspace, closing);
    at = end;
    if (because && !token.quoted && /^because[:,]?$/i.test(token.text)) {
      return { tokens, reason: plainReason(text.slice(at), workspace) };
    }
    if (token.text !== '' || token.who) tokens.push(token);
  }
  return { tokens };
}

type Closings = (quote: string, from: number) => number;

function readToken(text: string, start: number, workspace: string, closing: Closings): { token: Token; end: number } {
  let at = start;
  let word = '';
  /** Its last sign: looking at the end of a text that grows takes time in proportion to its length. */
  let last = '';
  const append = (text: string): void => {
    if (text === '') return;
    word += text;
    last = text.charAt(text.length - 1);
  };
  let quoted = false;
  let bare = false;
  while (at < text.length) {
    plainRun.lastIndex = at;
    const run = plainRun.exec(text)?.[0];
    if (run) {
      append(run);
      bare = true;
      at += run.length;
      continue;
    }
    const char = text.charAt(at);
    if (blank.test(char)) break;
    const entity = char === '<' ? readEntity(text, at, workspace) : null;
    if (entity) {
      if (entity.who && word === '' && !quoted) return { token: { ...entity, quoted: false }, end: entity.end };
      if (entity.who && last !== '' && ',;'.includes(last)) break;
      append(entity.text);
      bare = true;
      at = entity.end;
      continue;
    }
    const opens = char !== '<' && (last === '' || '/,;'.includes(last));
    const end = opens ? closing(char, at + 1) : -1;
    if (end >= 0) {
      const inner = text.slice(at + 1, end).trim();
      const mention = word === '' ? wholeEntity(inner, workspace) : null;
      if (mention?.who) return { token: { ...mention, quoted: true }, end: end + 1 };
      append(readable(inner, workspace));
      quoted = true;
      at = end + 1;
      continue;
    }
    // An opening quote that nothing closes is a slip of the finger.
    if (!(opens && double.includes(char))) {
      append(char);
      bare = true;
    }
    at++;
  }
  return { token: { text: bare ? unescapeText(word) : word, quoted: quoted && !bare, who: null }, end: at };
}

/** Where a quote closes, or -1. Remembers that there is no further one, so that many open quotes stay linear. */
function closings(text: string): Closings {
  const none = { double: Infinity, single: Infinity };
  return (quote, from) => {
    const kind = double.includes(quote) ? 'double' : 'single';
    if (from > none[kind]) return -1;
    for (let at = from; at < text.length; at++) {
      const char = text.charAt(at);
      if (kind === 'double' && double.includes(char)) return at;
      const ends = at + 1 === text.length || mayFollowQuote.test(text.charAt(at + 1));
      if (kind === 'single' && single.includes(char) && ends) return at;
    }
    none[kind] = from - 1;
    return -1;
  };
}

function readEntity(text: string, at: number, workspace: string): Entity | null {
  entityPattern.lastIndex = at;
  const match = entityPattern.exec(text);
  if (!match) return null;
  const [whole, sigil = '', target = '', label] = match;
  const end = at + whole.length;
  const shown = label === undefined ? undefined : unescapeText(label);
  if (sigil === '@') {
    const name = freeName(shown?.replace(/^@/, '') || target);
    const account = { platform: 'slack', workspace, user: target };
    return { text: `@${name}`, who: { kind: 'account', account, shown: `@${name}` }, end };
  }
  if (sigil === '!') {
    if (target.startsWith('date^')) return { text: shown ?? '', who: null, end };
    const name = freeName((shown || target.replace(/^subteam\^/, '')).replace(/^@/, ''));
    return { text: `@${name}`, who: { kind: 'group', shown: `@${name}` }, end };
  }
  if (sigil === '#') return { text: `#${shown || target}`, who: null, end };
  const mail = /^mailto:([^?]*)/i.exec(target)?.[1];
  return { text: unescapeText(mail ?? (shown || target)), who: null, end };
}

function wholeEntity(text: string, workspace: string): Entity | null {
  const entity = readEntity(text, 0, workspace);
  return entity?.end === text.length ? entity : null;
}

/** Typed text as people read it: entities by their label, escapes undone. */
export function readable(text: string, workspace: string): string {
  return unescapeText(
    text.replace(/<[@!#]?[^<>|]*(?:\|[^<>]*)?>/g, (whole) => {
      const shown = readEntity(whole, 0, workspace)?.text ?? whole;
      return shown.replace(/&/g, '&amp;');
    }),
  );
}

function plainReason(text: string, workspace: string): string {
  const words = readable(text, workspace).trim();
  const inner = words.slice(1, -1);
  for (const kind of [double, single]) {
    const wrapped = words.length > 1 && kind.includes(words.charAt(0)) && kind.includes(words.charAt(words.length - 1));
    if (wrapped && !kind.split('').some((quote) => inner.includes(quote))) return inner.trim();
  }
  return words;
}
