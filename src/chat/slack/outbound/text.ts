import { cutUnits } from '../../../domain/cut.ts';
import type { Account } from '../../../domain/identity.ts';
import type { Span, Text } from '../../../domain/message.ts';

/** Who is shown as a mention: accounts of `workspace` by person id. */
export interface Shown {
  readonly workspace: string;
  readonly mentions: ReadonlyMap<string, Account>;
}

const replacements: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** Slack's three escapes: nothing typed can ping, link or mention. What is drawn is well-formed. */
export function escapeText(text: string): string {
  const whole = text.toWellFormed();
  return /[&<>]/.test(whole) ? whole.replace(/[&<>]/g, (char) => replacements[char] ?? char) : whole;
}

/** Escapes, and cuts to `limit` characters with an ellipsis, never inside an escape or a surrogate pair. */
export function escapeWithin(text: string, limit: number): string {
  const whole = escapeText(text);
  return whole.length <= limit ? whole : cutUnits(Array.from(text, escapeText), limit);
}

/** Text as mrkdwn of at most `limit` characters: literal words stay literal, a cut never falls inside a mention. */
export function mrkdwn(text: Text, shown: Shown, limit: number): string {
  const parts = text.map((span) => ({ span, drawn: drawSpan(span, shown) }));
  const whole = glue(parts.map(({ drawn }) => drawn));
  if (whole.length <= limit) return whole;
  const units = parts.flatMap(({ span, drawn }) =>
    typeof span === 'string' ? Array.from(neutral(span), escapeText) : [drawn],
  );
  return cutUnits(units, limit);
}

/** What somebody typed as a quotation of at most `limit` characters: every line is marked, and nothing in it formats. */
export function quotation(text: string, limit: number): string {
  const lines = text.trim().split(/\r?\n/);
  // Code points, so that no cut falls inside an escape; a line's mark belongs to its first one.
  const units = lines.flatMap((line, index) => [
    index === 0 ? '&gt; ' : '\n&gt; ',
    ...Array.from(withoutEmoji(neutral(line)), escapeText),
  ]);
  return text.trim() === '' ? '' : cutUnits(units, limit);
}

/** `:name:` would become a picture. */
function withoutEmoji(text: string): string {
  return text.replace(/:(?=[\w+'-]+:)/g, ':\u200b');
}

const longestSpan = 600;

function drawSpan(span: Span, { workspace, mentions }: Shown): string {
  if (typeof span === 'string') return escapeText(neutral(span));
  if ('strong' in span) return wrap('*', span.strong);
  if ('code' in span) return wrap('`', span.code);
  if ('time' in span) return drawTime(span.time);
  const account = mentions.get(span.person.id);
  return account?.platform === 'slack' && account.workspace === workspace && /^[UW][A-Z0-9]+$/.test(account.user)
    ? `<@${account.user}>`
    : escapeText(neutral(span.person.label));
}

/** The marks hold on one line only, and not around blanks. */
function wrap(mark: string, inner: string): string {
  const line = inner.replace(/\s+/g, ' ').trim();
  if (line === '') return '';
  const literal = mark === '`' ? line.replaceAll('`', 'ˋ') : neutral(line).replaceAll('*', '∗');
  return `${mark}${escapeWithin(literal, longestSpan)}${mark}`;
}

function drawTime(ms: number): string {
  const at = new Date(ms);
  if (Number.isNaN(at.getTime())) return '(no time)';
  const fallback = `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
  return `<!date^${Math.floor(ms / 1000)}^{date_short_pretty} {time}|${fallback}>`;
}

const lookAlikes: Readonly<Record<string, string>> = { '*': '∗', _: 'ˍ', '~': '∼', '`': 'ˋ' };

/**
 * Slack has no escape for its marks: where one would format (at the edge of a word) a look-alike stands for it, and a
 * line never begins as a quotation. Inside words, as in `my_id`, nothing is touched.
 */
function neutral(text: string): string {
  if (!/[*_~`>]/.test(text)) return text;
  return text
    .replace(/[*_~`]/g, (mark, at: number) => {
      const inside = mark !== '`' && isWordPart(text.charAt(at - 1)) && isWordPart(text.charAt(at + 1));
      return inside ? mark : (lookAlikes[mark] ?? mark);
    })
    .replace(/^>/gm, '\u200b>');
}

function isWordPart(char: string): boolean {
  return /[\p{L}\p{N}]/u.test(char);
}

/** Marks format only at the edge of a word: an invisible space makes one where two parts touch. */
function glue(parts: readonly string[]): string {
  let text = '';
  for (const part of parts) {
    const touches = text !== '' && part !== '' && isWordPart(text.slice(-1)) && /^[*`]/.test(part);
    const follows = /[*`]$/.test(text) && isWordPart(part.charAt(0));
    text += touches || follows ? `\u200b${part}` : part;
  }
  return text;
}
