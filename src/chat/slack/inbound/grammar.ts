import { bareWord, looksLikeEmail } from '../../../domain/bare-word.ts';
import { isDuration } from '../../../domain/duration.ts';
import type { Who } from '../../../domain/identity.ts';
import { readCode } from '../../../domain/link-code.ts';
import type { Token } from './tokens.ts';
import { tokenize } from './tokens.ts';

/** A command and its arguments as typed: strings are not checked against anything; a missing part is absent. */
export interface Typed {
  readonly command: string;
  readonly args: Readonly<Record<string, unknown>>;
}

type Args = Record<string, unknown>;
type Reader = (tokens: readonly Token[], workspace: string) => Args;

/** Typed as two words. */
const giveBack = 'give-back';

/** The commands of CONTRACT's grammar; `true`: what follows `because` is a reason. */
const readers: Readonly<Record<string, { readonly because: boolean; readonly read: Reader }>> = {
  request: { because: true, read: readGiving },
  grant: { because: true, read: readGiving },
  revoke: { because: true, read: readRevoke },
  approve: { because: true, read: readApprove },
  deny: { because: true, read: readId },
  cancel: { because: true, read: readId },
  check: { because: false, read: readCheck },
  who: { because: false, read: readWho },
  home: { because: false, read: readNothing },
  mine: { because: false, read: readNothing },
  pending: { because: false, read: readNothing },
  why: { because: false, read: readId },
  audit: { because: false, read: readAudit },
  people: { because: false, read: readPeople },
  link: { because: false, read: readLink },
  unlink: { because: false, read: readUnlink },
  help: { because: false, read: readHelp },
  [giveBack]: { because: true, read: readGiveBack },
};

/** Words that people use instead, and that mean one command only. */
const synonyms: Readonly<Record<string, string>> = {
  add: 'grant',
  give: 'grant',
  remove: 'revoke',
  ask: 'request',
  accept: 'approve',
  reject: 'deny',
  decline: 'deny',
  withdraw: 'cancel',
};

/** Reads the text behind `/access`, as escaped by Slack; null when there is none. Throws for no text. */
export function parseText(text: string, workspace: string): Typed | null {
  const trimmed = withoutInvisible(text).trim();
  if (trimmed === '') return null;
  const { command, length } = commandIn(trimmed, workspace);
  const known = Object.hasOwn(readers, command) ? readers[command] : undefined;
  if (!known || (command === giveBack && length < 2)) return { command: 'help', args: { unknown: command || trimmed } };
  const { tokens, reason } = tokenize(trimmed, workspace, known.because);
  const args = known.read(tokens.slice(length), workspace);
  if (reason) args['reason'] = reason;
  return { command, args };
}

/** The command that a line begins with, and how many words name it; a word that is none stays as it was typed. */
function commandIn(text: string, workspace: string): { readonly command: string; readonly length: number } {
  const [first, second] = tokenize(/^\S+(?:\s+\S+)?/.exec(text)?.[0] ?? '', workspace, false).tokens;
  const typed = withoutMarks(first?.text ?? '');
  const word = typed.toLowerCase();
  if (word === 'give' && second && isWord({ ...second, text: withoutMarks(second.text) }, 'back')) {
    return { command: giveBack, length: 2 };
  }
  if (Object.hasOwn(readers, word)) return { command: word, length: 1 };
  return { command: Object.hasOwn(synonyms, word) ? (synonyms[word] ?? typed) : typed, length: 1 };
}

function readGiving(tokens: readonly Token[], workspace: string): Args {
  return readAccess(takeLength(tokens, ['on', 'to', 'from']), workspace);
}

/** Nothing is taken away for a time. */
function readRevoke(tokens: readonly Token[], workspace: string): Args {
  return readAccess({ rest: tokens }, workspace);
}

function readAccess({ rest, length }: WithLength, workspace: string): Args {
  const { main, parts, extra } = split(rest, ['on', 'to', 'from', 'for']);
  const entitlement = readEntitlement(main, parts['on'] ?? []);
  const who = [...(parts['to'] ?? []), ...(parts['from'] ?? [])];
  // Said twice, neither counts.
  const twice = length === undefined ? [] : (parts['for'] ?? []);
  return compact({
    ...entitlement.fields,
    who: who.length > 0 ? people(who, workspace) : undefined,
    duration: length ?? join(parts['for']),
    extra: join([...entitlement.extra, ...extra, ...twice]),
  });
}

/** `ID`, with how long it is approved for where that is less than was requested. */
function readApprove(tokens: readonly Token[]): Args {
  const { rest, length } = takeLength(tokens, []);
  const { main, parts, extra } = split(rest, ['for']);
  const twice = length === undefined ? [] : (parts['for'] ?? []);
  return compact({
    id: join(main.slice(0, 1)),
    duration: length ?? join(parts['for']),
    extra: join([...main.slice(1), ...extra, ...twice]),
  });
}

/**
 * Takes out `until …`, up to the next of `keywords`, or else a duration that stands without its `for` at the end of a part:
 * never a part's only word after its keyword, and nothing that is quoted.
 */
function takeLength(tokens: readonly Token[], keywords: readonly string[]): WithLength {
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

function readId(tokens: readonly Token[]): Args {
  return compact({ id: join(tokens.slice(0, 1)), extra: join(tokens.slice(1)) });
}

/** An ID, or what is given back: `console PRODUCT`, `role ROLE on INSTANCE` …. */
function readGiveBack(tokens: readonly Token[], workspace: string): Args {
  const id = join(tokens);
  return id !== undefined && /^[0-9a-z]{12}$/i.test(id) ? { id } : readAccess({ rest: tokens }, workspace);
}

/** A code is told from an account by its letters; in doubt it is a code. */
function readLink(tokens: readonly Token[]): Args {
  const text = join(tokens) ?? '';
  return readCode(text) === null ? readUnlink(tokens) : { code: text };
}

function readUnlink(tokens: readonly Token[]): Args {
  return compact({ account: join(tokens) });
}

function readNothing(tokens: readonly Token[]): Args {
  return compact({ extra: join(tokens) });
}

/** `hand over WHO to WHO`, `vouch WHO for EMAIL`, or nothing. */
function readPeople(tokens: readonly Token[], workspace: string): Args {
  const [first, second] = tokens;
  if (first && isWord(first, 'vouch')) {
    const { main, parts, extra } = split(tokens.slice(1), ['for']);
    const [who, ...more] = main;
    const [email, ...rest] = parts['for'] ?? [];
    return compact({
      vouch: who && whoOf(who, workspace),
      email: email?.who?.kind === 'email' ? email.who.email : email?.text,
      extra: join([...more, ...rest, ...extra]) ?? (who ? undefined : 'vouch'),
    });
  }
  if (!first || !second || !isWord(first, 'hand') || !isWord(second, 'over')) return readNothing(tokens);
  const { main, parts, extra } = split(tokens.slice(2), ['to']);
  const [from, ...more] = main;
  const [to, ...rest] = parts['to'] ?? [];
  return compact({
    from: from && whoOf(from, workspace),
    to: to && whoOf(to, workspace),
    extra: join([...more, ...rest, ...extra]) ?? (from && to ? undefined : 'hand over'),
  });
}

function readHelp(tokens: readonly Token[]): Args {
  return compact({ topic: join(tokens.slice(0, 1))?.toLowerCase(), extra: join(tokens.slice(1)) });
}

/** `WHO PERMISSION on WHERE`: the last `on` counts, WHERE stays as typed. */
function readCheck(tokens: readonly Token[], workspace: string): Args {
  const at = tokens.findLastIndex((token, index) => isWord(token, 'on') && index < tokens.length - 1);
  const [who, ...permission] = at < 0 ? tokens : tokens.slice(0, at);
  return compact({
    who: who && whoOf(who, workspace),
    permission: join(permission),
    on: at < 0 ? undefined : join(tokens.slice(at + 1)),
  });
}

function readWho(tokens: readonly Token[], workspace: string): Args {
  const [first] = tokens;
  if (!first) return {};
  if (isEntitlement(first)) {
    const { main, parts, extra } = split(tokens, ['on']);
    const entitlement = readEntitlement(main, parts['on'] ?? []);
    return compact({ ...entitlement.fields, extra: join([...entitlement.extra, ...extra]) });
  }
  return compact({ who: whoOf(first, workspace), extra: join(tokens.slice(1)) });
}

/** ENTITLEMENT stays as typed, with the `on` inside it. */
function readAudit(tokens: readonly Token[], workspace: string): Args {
  const { main, parts, extra } = split(tokens, ['about', 'on', 'last'], 'on');
  const [about, ...more] = parts['about'] ?? [];
  return compact({
    about: about && whoOf(about, workspace),
    entitlement: join(parts['on']),
    last: join(parts['last']),
    extra: join([...main, ...more, ...extra]),
  });
}

interface EntitlementFields {
  readonly kind?: string;
  readonly product?: string;
  readonly instance?: string;
  readonly role?: string;
  readonly item?: string;
  readonly right?: string;
}

function isEntitlement(token: Token): boolean {
  return token.who === null && /^(console|role|item)(:|$)/i.test(token.text);
}

function readEntitlement(
  main: readonly Token[],
  on: readonly Token[],
): { readonly fields: EntitlementFields; readonly extra: readonly Token[] } {
  const [first, ...rest] = main;
  if (!first) return { fields: {}, extra: on };
  const written = /^(console|role|item):(.*)$/is.exec(join(main) ?? '');
  if (written?.[1] && isEntitlement(first)) {
    return { fields: writtenFields(written[1].toLowerCase(), written[2] ?? ''), extra: on };
  }
  if (!isEntitlement(first)) return { fields: { kind: first.text }, extra: [...rest, ...on] };
  const kind = first.text.toLowerCase();
  const words = join(rest);
  if (kind === 'role') return { fields: { kind, role: words, instance: join(on) }, extra: [] };
  if (kind === 'console') {
    return words === undefined
      ? { fields: { kind, product: join(on) }, extra: [] }
      : { fields: { kind, product: words }, extra: on };
  }
  const [instance, item] = cut(join(on) ?? '');
  return { fields: { kind, right: words, instance, item }, extra: [] };
}

function writtenFields(kind: string, body: string): EntitlementFields {
  if (kind === 'console') return { kind, product: body.trim() || undefined };
  const [instance, rest = ''] = cut(body);
  if (kind === 'role') return { kind, instance, role: rest || undefined };
  const [item, right] = cut(rest);
  return { kind, instance, item, right };
}

/** The words of a command without those that say how long; `length` is absent where there are none, or `for` says it. */
interface WithLength {
  readonly rest: readonly Token[];
  readonly length?: string | undefined;
}

/** Two halves at the first slash. */
function cut(text: string): [string | undefined, string | undefined] {
  const at = text.indexOf('/');
  if (at < 0) return [text.trim() || undefined, undefined];
  return [text.slice(0, at).trim() || undefined, text.slice(at + 1).trim() || undefined];
}

/** The words before the first keyword, those behind each, and what fits nowhere: a keyword again, or with nothing behind it. */
function split(tokens: readonly Token[], keywords: readonly string[], nests?: string) {
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

function isWord(token: Token, word: string): boolean {
  return !token.quoted && token.who === null && token.text.toLowerCase() === word;
}

function people(tokens: readonly Token[], workspace: string): readonly Who[] {
  return tokens.flatMap((token): Who[] => {
    if (token.who) return [token.who];
    if (!token.quoted && /^(and|&|\+)$/i.test(token.text)) return [];
    const texts = token.text.split(/[,;]/).map((text) => text.trim());
    return texts.filter((text) => bareWord(text) !== '').map((text) => whoOf({ ...token, text }, workspace));
  });
}

function whoOf(token: Token, workspace: string): Who {
  if (token.who) return token.who;
  const text = bareWord(token.text) || token.text;
  if (/^me$/i.test(text)) return { kind: 'me' };
  if (/^@(channel|here|everyone)$/i.test(text)) return { kind: 'group', shown: text };
  if (looksLikeEmail(text)) return { kind: 'email', email: text };
  // An account's written form, as Latchkey shows it where it knows no e-mail.
  const account = /^slack:([A-Z0-9]+)\/([A-Z0-9]+)$/i.exec(text);
  if (account?.[1]?.toUpperCase() === workspace && account[2]) {
    const user = account[2].toUpperCase();
    return { kind: 'account', account: { platform: 'slack', workspace, user }, shown: text };
  }
  return { kind: 'unknown', text };
}

/** The words as one argument; undefined when there are none. */
function join(tokens: readonly Token[] | undefined): string | undefined {
  if (!tokens || tokens.length === 0) return undefined;
  const text = tokens.map((token) => token.text).join(' ');
  return (tokens.at(-1)?.quoted ? text : withoutMarks(text)) || undefined;
}

/** Without the marks that end a sentence. By hand: a regular expression looks at a run of them again and again. */
function withoutMarks(text: string): string {
  let end = text.length;
  while (end > 0 && ',;.!?'.includes(text.charAt(end - 1))) end--;
  return text.slice(0, end);
}

/** Without what nobody sees, such as a zero-width space that was pasted along; what joins the parts of an emoji stays. */
function withoutInvisible(text: string): string {
  return text
    .replace(/[\u00ad\u200b\u200e\u200f\u2060\ufeff]/g, '')
    .replace(/(?<=^|\p{ASCII})[\u200c\u200d]|[\u200c\u200d](?=$|\p{ASCII})/gu, '');
}

function compact(args: Args): Args {
  return Object.fromEntries(Object.entries(args).filter(([, value]) => value !== undefined));
}
