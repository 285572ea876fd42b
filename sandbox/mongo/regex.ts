import type { BSONRegExp } from 'bson';
import { mongoError, notSupported } from './errors.ts';

const SYNTAX = /[\^$\\.*+?()[\]{}|/]/;

const translateEscape = (next: string, inClass: boolean): string => {
  if (next === 's') return inClass ? ' \\t\\n\\v\\f\\r' : '[ \\t\\n\\v\\f\\r]';
  if (/[A-Za-z0-9]/.test(next)) return `\\${next}`;
  return SYNTAX.test(next) || (inClass && next === '-') ? `\\${next}` : next;
};

/** Where PCRE and JavaScript read the same text differently: `.`, `$`, `\s`, needless backslashes. */
const translate = (pattern: string, dotAll: boolean, multiline: boolean): string => {
  let out = '';
  let inClass = false;
  for (let i = 0; i < pattern.length; i++) {
    const char = pattern[i] ?? '';
    if (char === '\\') out += translateEscape(pattern[++i] ?? '\\', inClass);
    else if (inClass) {
      if (char === ']') inClass = false;
      if (char === '[' && pattern[i + 1] === ':') throw notSupported('A POSIX class ([:…:]) in a regular expression');
      out += char === '[' ? '\\[' : char;
    } else if (char === '[') {
      inClass = true;
      out += char;
    } else if (char === '.') out += dotAll ? '[^]' : '[^\\n]';
    else if (char === '$') out += multiline ? '(?=\\n|(?![^]))' : '(?=\\n?(?![^]))';
    else out += char;
  }
  return out;
};

/**
 * A MongoDB (PCRE) regular expression as JavaScript's. Refuses what JavaScript cannot say: 51091 for a pattern it does
 * not take, 51108 for an unknown option, 238 for option `x`.
 */
export const toRegExp = (regex: BSONRegExp): RegExp => {
  const flags = new Set(regex.options);
  for (const flag of flags) {
    if (flag === 'x') throw notSupported("The regular expression option 'x'");
    if (!'imsu'.includes(flag)) throw mongoError(51108, `invalid flag in regex options: ${flag}`);
  }
  const [inline, rest] = regex.pattern.startsWith('(?i)') ? ['i', regex.pattern.slice(4)] : ['', regex.pattern];
  const source = translate(rest, flags.has('s'), flags.has('m'));
  const wanted = ['u', flags.has('m') ? 'm' : '', inline || flags.has('i') ? 'i' : ''].join('');
  try {
    return new RegExp(source, wanted);
  } catch (error) {
    throw mongoError(
      51091,
      `Regular expression is invalid or beyond what the embedded MongoDB can run: /${regex.pattern}/: ${String(error)}`,
    );
  }
};

/** The literal text that every match of an anchored expression begins with, or '' where there is none. */
export const literalPrefix = (regex: BSONRegExp): string => {
  if (/[imx]/.test(regex.options) || !regex.pattern.startsWith('^') || regex.pattern.includes('|')) return '';
  const body = /^\^((?:[^\\^$.*+?()[\]{}|]|\\[^A-Za-z0-9])*)(.?)/su.exec(regex.pattern);
  const chars = (body?.[1] ?? '').replace(/\\(.)/gsu, '$1');
  return '*?{+'.includes(body?.[2] || ' ') ? Array.from(chars).slice(0, -1).join('') : chars;
};
