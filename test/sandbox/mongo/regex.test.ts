import { BSONRegExp } from 'bson';
import { describe, expect, it } from 'vitest';
import { literalPrefix, toRegExp } from '../../../sandbox/mongo/regex.ts';

const test = (pattern: string, options: string, text: string): boolean =>
  toRegExp(new BSONRegExp(pattern, options)).test(text);

describe("MongoDB's regular expressions", () => {
  it('read dots, ends and blanks as PCRE does', () => {
    expect(test('^a.c$', '', 'a\rc')).toBe(true);
    expect(test('^a.c$', '', 'a\nc')).toBe(false);
    expect(test('^a.c$', 's', 'a\nc')).toBe(true);
    expect(test('c$', '', 'abc\n')).toBe(true);
    expect(test('c$', '', 'abc\nd')).toBe(false);
    expect(test('c$', 'm', 'abc\nd')).toBe(true);
    expect(test('a\\sb', '', 'a\u00a0b')).toBe(false);
    expect(test('a[\\s-]b', '', 'a b')).toBe(true);
  });

  it('take needless backslashes, an inline i, letters beyond ASCII', () => {
    expect(test('a\\-b\\@c\\:d', '', 'a-b@c:d')).toBe(true);
    expect(test('(?i)ABC', '', 'abc')).toBe(true);
    expect(test('^.$', '', '\u{1F511}')).toBe(true);
    expect(test('É', 'i', 'é')).toBe(true);
  });

  it('refuse what JavaScript reads otherwise or not at all', () => {
    for (const [pattern, options] of [
      ['(', ''],
      ['a++', ''],
      ['\\Aabc', ''],
      ['a', 'x'],
      ['a', 'q'],
      ['[[:digit:]]', ''],
      ['(?>a)', ''],
    ] as const) {
      expect(() => toRegExp(new BSONRegExp(pattern, options)), pattern).toThrow();
    }
  });

  it('know the text that every match begins with', () => {
    const prefixes = ['^abc', '^a\\.b', '^ab*', '^ab?c', '^a|b', 'abc', '^(abc)', '^a.c', '^ab{2}', '^abc$'].map(
      (pattern) => literalPrefix(new BSONRegExp(pattern)),
    );
    expect(prefixes).toEqual(['abc', 'a.b', 'a', 'a', '', '', '', 'a', 'a', 'abc']);
    expect(literalPrefix(new BSONRegExp('^abc', 'i'))).toBe('');
  });
});
