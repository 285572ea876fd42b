import { cut, cutUnits } from '../../../domain/cut.ts';
import type { Account } from '../../../domain/identity.ts';
import type { Span, Text } from '../../../domain/message.ts';
import type { OwnCommand } from '../connect/own-command.ts';

/** Who is shown as a mention, and which commands Discord knows. */
export interface Shown {
  readonly mentions: ReadonlyMap<string, Account>;
  readonly command: OwnCommand;
}

/** The written form of our accounts, as it stands in labels and sentences. */
const written = /\bdiscord:(\d{1,20})\b/g;
const snowflake = /^\d{1,20}$/;

/**
 * Escapes what would format, mention, link or become a time, and keeps everything else: the reader sees what was typed.
 * Our own written form `discord:ID` is shown as the mention that it stands for.
 */
export function escapeText(text: string): string {
  return unitsOf(text).join('');
}

/** Escapes without mentions: for what a person typed, and for places where Discord shows none, such as titles. */
export function escapePlain(text: string, limit: number): string {
  return cutUnits(literalUnits(text), limit);
}

/** Units that are never cut inside and are well-formed: an escape, a code point, a mention. */
export function unitsOf(text: string, atStart = true): readonly string[] {
  const units: string[] = [];
  let from = 0;
  for (const match of text.matchAll(written)) {
    units.push(...literalUnits(text.slice(from, match.index), atStart && from === 0), `<@${match[1] ?? ''}>`);
    from = match.index + match[0].length;
  }
  units.push(...literalUnits(text.slice(from), atStart && from === 0));
  return units;
}

/** As `unitsOf`, without mentions. */
export function literalUnits(text: string, atStart = true): readonly string[] {
  const units: string[] = [];
  let lineStart = atStart;
  const chars = Array.from(text.toWellFormed());
  for (const [index, char] of chars.entries()) {
    units.push(escapeChar(char, chars, index, lineStart));
    lineStart = char === '\n' || (lineStart && /[ \t\d]/.test(char));
  }
  return units;
}

/** Discord's marks, wherever they stand. */
const marks = /[\\*_~`|<[\]]/;
/** Whether a character that begins a line makes a heading, a quotation, small print or a list. */
function startsLine(char: string, before: string, after: string): boolean {
  if (char === '>' || char === '#') return true;
  const isApart = after === '' || /[\s#]/.test(after);
  return isApart && (char === '-' || (char === '.' && /\d/.test(before)));
}

function escapeChar(char: string, chars: readonly string[], index: number, lineStart: boolean): string {
  if (marks.test(char)) return `\\${char}`;
  if (lineStart && startsLine(char, chars[index - 1] ?? '', chars[index + 1] ?? '')) return `\\${char}`;
  // An address typed by somebody stays words; so does @everyone, which is not told to anybody anyway.
  if (char === ':' && chars[index + 1] === '/' && chars[index + 2] === '/') return '\\:';
  if (char === '@' && /^(everyone|here)/.test(chars.slice(index + 1, index + 9).join(''))) return '@\u200b';
  return char;
}

/** Text as Discord's markdown, in units that are not cut inside: literal words stay literal. */
export function textUnits(text: Text, shown: Shown): readonly string[] {
  return text.flatMap((span, index) =>
    typeof span === 'string' ? unitsOf(span, index === 0) : [drawSpan(span, shown)],
  );
}

/** Text as Discord's markdown of at most `limit` characters. */
export function markdown(text: Text, shown: Shown, limit: number): string {
  return cutUnits(textUnits(text, shown), limit);
}

const longestSpan = 600;

function drawSpan(span: Exclude<Span, string>, { mentions, command }: Shown): string {
  if ('strong' in span) return wrap('**', cutUnits(unitsOf(oneLine(span.strong)), longestSpan));
  if ('code' in span) {
    return span.isElsewhere === true ? literalCode(oneLine(span.code)) : drawCode(oneLine(span.code), command);
  }
  if ('time' in span) return drawTime(span.time);
  const account = mentions.get(span.person.id);
  return account?.platform === 'discord' && snowflake.test(account.user)
    ? `<@${account.user}>`
    : cutUnits(unitsOf(oneLine(span.person.label)), longestSpan);
}

/** A command that Discord knows becomes its mention, with what is typed behind it in Discord's own way. */
function drawCode(code: string, command: OwnCommand): string {
  const [, typed] = /^\/access (.+)$/.exec(code) ?? [];
  const words = typed?.split(' ') ?? [];
  const whole = command.mention(words);
  if (whole !== null) return whole;
  const [name = '', value, ...more] = words;
  const option = command.firstOption([name]);
  const head = command.mention([name]);
  if (head !== null && option !== null && value !== undefined && more.length === 0) {
    return `${head} ${literalCode(`${option}:${value}`)}`;
  }
  return literalCode(code);
}

/** Code that no tick inside can end. */
export function literalCode(text: string): string {
  return wrap('`', cut(text.replaceAll('`', 'ˋ'), longestSpan));
}

function wrap(mark: string, inner: string): string {
  return inner === '' ? '' : `${mark}${inner}${mark}`;
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

function drawTime(ms: number): string {
  if (!Number.isFinite(ms) || Math.abs(ms) > 8.64e15) return '(no time)';
  const seconds = Math.floor(ms / 1000);
  return `<t:${seconds}:f> (<t:${seconds}:R>)`;
}
