import { parse } from 'discord-markdown-parser';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escapePlain, escapeText, markdown } from '../../../../src/chat/discord/outbound/text.ts';
import type { OwnCommand } from '../../../../src/chat/discord/connect/own-command.ts';
import type { Text } from '../../../../src/domain/message.ts';

const noCommand: OwnCommand = { mention: () => null, firstOption: () => null };
const known: OwnCommand = {
  mention: (words) => (['why', 'pending'].includes(words.join(' ')) ? `</access ${words.join(' ')}:7>` : null),
  firstOption: ([name]) => (name === 'why' ? 'id' : null),
};
const mentions = new Map([['p1', { platform: 'discord', workspace: '', user: '42' }]]);
const draw = (text: Text, command = noCommand) => markdown(text, { mentions, command }, 1_000);

interface Node {
  readonly type: string;
  readonly content?: string | readonly Node[];
}

/** What a reader sees of a text that holds nothing but words; null when anything else is in it. */
function wordsOf(nodes: readonly Node[]): string | null {
  let words = '';
  for (const { type, content } of nodes) {
    if (type === 'br' || type === 'newline') words += '\n';
    else if (type === 'text' && typeof content === 'string') words += content;
    else return null;
  }
  return words;
}

const read = (text: string) => wordsOf(parse(text, 'extended'));
const bare = (text: string | null) => text?.replaceAll('\u200b', '').replace(/\s+/g, ' ').trim();

describe('a command in Discord', () => {
  const why = '/access why 3f7k2m';
  it('is a mention with what is typed behind it, unless it is for another chat', () => {
    expect(draw([{ code: why }], known)).toBe('</access why:7> `id:3f7k2m`');
    expect(draw([{ code: why, isElsewhere: true }], known)).toBe('`/access why 3f7k2m`');
  });
});

describe('words in Discord', () => {
  it.each([
    '**bold** __under__ ~~gone~~ ||spoiler|| `code`',
    '_it_ and *it* and my_product_id',
    '# a heading\n## another\n-# small',
    '> quoted\n>>> all of it',
    '- a list\n* another\n1. a third',
    '[here](https://evil.test) and <https://evil.test> and https://evil.test/_a_',
    '@everyone and @here and <@42> and <@&43> and <#44> and </access who:45>',
    '<t:1795305610:R> and <:smile:46> and <a:wave:47>',
    '```\ncode\n```',
    'a\\*b\\',
  ])('are only words, whatever somebody typed: %j', (typed) => {
    expect(bare(read(escapeText(typed)))).toBe(bare(typed));
    expect(escapeText(typed)).not.toMatch(/@(everyone|here)/);
  });

  it('are only words for anything at all', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        '*',
        '_',
        '~~',
        '||',
        '`',
        '```',
        '> ',
        '# ',
        '-# ',
        '- ',
        '1. ',
        '[a](b)',
        '<@1>',
        '<t:1>',
        '\\',
        '\n',
      ),
      fc.string({ maxLength: 8 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        // The parser of the tests takes emoticons and letters outside of Latin for marks of their own.
        const typed = pieces.join('').replace(/discord:\d|¯|[^\x20-\x7e\n]/g, '');
        expect(bare(read(escapeText(typed)))).toBe(bare(typed));
      }),
      { numRuns: 500 },
    );
  });

  it('show our own written form of an account as its mention, but not where somebody typed it', () => {
    expect(escapeText('discord:123 has *it*, not slack:T1/U1 nor xdiscord:1')).toBe(
      '<@123> has \\*it\\*, not slack:T1/U1 nor xdiscord:1',
    );
    expect(escapePlain('ask discord:123', 100)).toBe('ask discord:123');
  });

  it('keep marks of our own effective', () => {
    expect(draw([{ strong: 'a *b*\nc' }, ' ', { code: 'd`e' }])).toBe('**a \\*b\\* c** `dˋe`');
  });

  it('show people as mentions where they have an account, else by their label', () => {
    const elsewhere = new Map([['p1', { platform: 'slack', workspace: 'T1', user: '42' }]]);
    const person = { person: { id: 'p1', label: 'a_b@acme.test' } };
    expect(draw([person])).toBe('<@42>');
    expect(markdown([person], { mentions: elsewhere, command: noCommand }, 100)).toBe('a\\_b@acme.test');
    expect(draw([{ person: { id: 'p2', label: 'discord:99' } }])).toBe('<@99>');
  });

  it('show times in the reader’s zone, and how long it is until then', () => {
    expect(draw([{ time: Date.UTC(2026, 10, 22, 16, 20) }])).toBe('<t:1795364400:f> (<t:1795364400:R>)');
    expect(draw([{ time: NaN }])).toBe('(no time)');
  });

  it('show commands as Discord’s own where it knows them, with what is typed behind', () => {
    expect(draw([{ code: '/access pending' }], known)).toBe('</access pending:7>');
    expect(draw([{ code: '/access why 3f7k2m9qx4tb' }], known)).toBe('</access why:7> `id:3f7k2m9qx4tb`');
    expect(draw([{ code: '/access request' }], known)).toBe('`/access request`');
    expect(draw([{ code: '/access pending' }])).toBe('`/access pending`');
  });

  it('are cut between marks and letters, never inside', () => {
    expect(escapePlain('****', 5)).toBe('\\*\\*…');
    expect(markdown([{ person: { id: 'p1', label: '' } }, 'abc'], { mentions, command: noCommand }, 5)).toBe('…');
  });
});
