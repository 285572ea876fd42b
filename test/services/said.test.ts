import { describe, expect, it } from 'vitest';
import { recordedReasons, recordedRefusal } from '../../src/services/in-english.ts';
import { refusal } from '../../src/domain/refusal.ts';
import { reason } from '../../src/domain/reason.ts';
import { saidRefusal } from '../../src/services/said.ts';
import { de } from '../../src/words/de/index.ts';
import { en } from '../../src/words/en/index.ts';
import { inLanguage, words } from '../../src/words/index.ts';

const inBoth = <Result>(run: () => Result): readonly [Result, Result] => [inLanguage('en', run), inLanguage('de', run)];

describe('what is recorded', () => {
  it('is the same whatever language its reader reads: a refusal that is only said', () => {
    const [inEnglish, inGerman] = inBoth(() => saidRefusal('link', () => words.linkRefused.done));
    expect(inLanguage('de', () => words.refusal(inGerman.args))).toBe(de.linkRefused.done);
    expect(recordedRefusal(inGerman)).toEqual(recordedRefusal(inEnglish));
    expect(recordedRefusal(inGerman).sentence).toBe(en.linkRefused.done);
  });

  it('is the same where such a refusal stands within another', () => {
    const about = () =>
      refusal('link', { name: 'about', whom: 'bob', why: saidRefusal('link', () => words.linkRefused.done).args });
    const [inEnglish, inGerman] = inBoth(about);
    expect(inLanguage('de', () => words.refusal(inGerman.args))).toContain(de.linkRefused.done);
    expect(recordedRefusal(inGerman)).toEqual(recordedRefusal(inEnglish));
  });

  it('is the same for reasons', () => {
    const [inEnglish, inGerman] = inBoth(() => recordedReasons([reason('A4', 'nobody-for-themselves')]));
    expect(inGerman).toEqual(inEnglish);
  });
});
