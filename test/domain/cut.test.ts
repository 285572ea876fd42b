import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cut, cutUnits } from '../../src/domain/cut.ts';
import { refusals } from '../../src/domain/refusals.ts';
import { quoted } from '../../src/config/nearest.ts';
import { readDuration, readId, shown, unknownWord } from '../../src/services/arguments.ts';
import { en } from '../../src/words/en/index.ts';

/** Any text, whole or not: code units, not code points. */
const anything = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.array(fc.integer({ min: 0xd7f0, max: 0xe00f })).map((units) => String.fromCharCode(...units)),
);

describe('a text that is cut', () => {
  it('is well-formed, no longer than said, and begins as the text does', () => {
    fc.assert(
      fc.property(anything, fc.integer({ min: 0, max: 30 }), (text, most) => {
        const short = cut(text, most);
        expect(short.isWellFormed()).toBe(true);
        expect(short.length).toBeLessThanOrEqual(most);
        if (text.length <= most) expect(short).toBe(text.toWellFormed());
        else expect(text.toWellFormed().startsWith(short.replace(/…$/, ''))).toBe(true);
      }),
    );
  });

  it('loses no more than it must', () => {
    expect(cut('abcdef', 6)).toBe('abcdef');
    expect(cut('abcdef', 5)).toBe('abcd…');
    expect(cut('😀😀😀', 5)).toBe('😀😀…');
    expect(cut('😀😀😀', 4)).toBe('😀…');
    expect(cut('😀', 1)).toBe('…');
    expect(cut('😀', 0)).toBe('');
  });

  it('keeps units whole where units are given', () => {
    expect(cutUnits(['\\*', '<@42>', 'a'], 8)).toBe('\\*<@42>a');
    expect(cutUnits(['\\*', '<@42>', 'ab'], 8)).toBe('\\*<@42>…');
    expect(cutUnits(['\\*', '<@42>', 'ab'], 7)).toBe('\\*…');
  });
});

describe('a sentence that repeats what somebody typed', () => {
  const sentences: readonly [string, (typed: string) => string][] = [
    ['a duration', (typed) => sentenceOf(readDuration(typed))],
    ['an access', (typed) => en.refusal(refusals.unknownAccess(typed).args)],
    ['a word of a command', shown],
    ['a word that is not known', (typed) => unknownWord('product', typed, ['acme-prod'])],
    ['an id', (typed) => sentenceOf(readId(typed))],
    ['a word of the configuration', quoted],
  ];

  it.each(sentences)('never splits a sign of it: %s', (_, sentence) => {
    for (let lead = 0; lead < 130; lead++) expect(sentence(`${'x'.repeat(lead)}${'😀'.repeat(80)}`)).toSatisfy(isWhole);
  });
});

function sentenceOf(read: { readonly ok: true } | { readonly ok: false; readonly sentence: string }): string {
  return read.ok ? 'understood' : read.sentence;
}

function isWhole(text: string): boolean {
  return text.isWellFormed();
}
