import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Piece } from '../../../sandbox/page/app/discord/markdown.ts';
import { parseMarkdown } from '../../../sandbox/page/app/discord/markdown.ts';

const text = (content: string): Piece => ({ type: 'text', content });
/** The types, and texts as they are: enough to say what was understood. */
const essence = (pieces: readonly Piece[]): unknown[] =>
  pieces.map((piece) => {
    if (piece.type === 'text') return piece.content;
    if (piece.items !== undefined) return [piece.ordered ? 'ol' : 'ul', ...piece.items.map(essence)];
    if (Array.isArray(piece.content)) return [piece.type, ...essence(piece.content)];
    return [piece.type, piece.content ?? piece.fullName ?? piece.id].filter(Boolean);
  });
const read = (source: string): unknown[] => essence(parseMarkdown(source));

describe('Discord’s markdown', () => {
  it('has bold, italics, underlines, strikes, spoilers and code', () => {
    expect(read('**a** *b* __c__ ~~d~~ ||e|| `f`')).toEqual([
      ...[['strong', 'a'], ' ', ['em', 'b'], ' ', ['underline', 'c'], ' '],
      ...[['strikethrough', 'd'], ' ', ['spoiler', 'e'], ' ', ['inlineCode', 'f']],
    ]);
  });

  it('takes mentions of people, roles and channels, also with the short ids of a configuration', () => {
    expect(read('<@1> <@!22> <@&2100> <#1100> </access request role:9>')).toEqual([
      ...[['user', '1'], ' ', ['user', '22'], ' ', ['role', '2100'], ' ', ['channel', '1100'], ' '],
      ['slashCommand', 'access request role'],
    ]);
  });

  it('takes timestamps with their style', () => {
    expect(parseMarkdown('<t:1700000000:R>')).toMatchObject([
      { type: 'timestamp', timestamp: '1700000000', format: 'R' },
    ]);
    expect(parseMarkdown('<t:1700000000>')).toMatchObject([{ type: 'timestamp', timestamp: '1700000000' }]);
  });

  it('has small print and headings at the beginning of a line only, also behind a list or a quote', () => {
    expect(read('-# small\n## Head\nplain -# not small')).toEqual([
      ['subtext', 'small'],
      ['heading', 'Head'],
      'plain -# not small',
    ]);
    expect(read('- one\n-# below')).toEqual([
      ['ul', ['one']],
      ['subtext', 'below'],
    ]);
    expect(read('> said\n-# below')).toEqual([
      ['blockQuote', 'said'],
      ['subtext', 'below'],
    ]);
  });

  it('has lists, and lists in lists', () => {
    expect(read('- a\n- **b**\n  - c\n  - d\n- e')).toEqual([
      [
        'ul',
        ['a'],
        [
          ['strong', 'b'],
          ['ul', ['c'], ['d']],
        ],
        ['e'],
      ],
    ]);
    expect(parseMarkdown('3. a\n4. b')).toMatchObject([{ type: 'list', ordered: true, start: 3 }]);
  });

  it('leaves what is in code alone', () => {
    expect(read('```\n- <@1> **no**\n```')).toEqual([['codeBlock', '- <@1> **no**']]);
    expect(read('`<@1>`')).toEqual([['inlineCode', '<@1>']]);
  });

  it('leaves text with marks that mean nothing as it is', () => {
    expect(parseMarkdown('2 * 3 - 4 <b> snake_case_name \\*no\\*')).toEqual([
      text('2 * 3 - 4 <b> snake_case_name *no*'),
    ]);
  });

  it('reads whatever a person types', () => {
    const marks = fc.constantFrom(
      ...['*', '_', '`', '\n', '> ', '- ', '1. ', '-# ', '<@1>', '[a](http://b)', '||', ' a '],
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(marks, fc.string({ maxLength: 4 })), { maxLength: 24 }), (parts) => {
        expect(Array.isArray(parseMarkdown(parts.join('')))).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});
