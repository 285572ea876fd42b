import { describe, expect, it } from 'vitest';
import { readAnchor } from '../../../src/services/audit/anchors.ts';

const hash = '0123456789abcdef';

describe('an anchor', () => {
  it.each([
    ['SEQ:HASH', `1204:${hash.repeat(4)}`, hash.repeat(4)],
    ['as the audit channel has it', `#1204·${hash}`, hash],
    ['in capitals', `#1204·${hash.toUpperCase()}`, hash],
    [
      'at the end of a line of Slack',
      `✅ started mia@acme.test: console access to acme-prod — until 14:05 x7f3k2m9qx4t/3 12:05 #1204·${hash}`,
      hash,
    ],
    ['at the end of a line of Discord, with its marks', `✅ **started** @mia 12:05 \`#1204·${hash}\``, hash],
    ['with blanks behind it', `#1204·${hash}  \r`, hash],
    ['with invisible signs around it', `#1204·${hash}\u200b`, hash],
  ])('is read %s', (_, line, expected) => {
    expect(readAnchor(line)).toEqual({ seq: 1204, hash: expected });
  });

  it.each(['', 'Reason: because', `#0·${hash}`, '#12·0123', `#12·${hash} and more`, `12:${hash.repeat(4)}0`])(
    'is not found in %j',
    (line) => {
      expect(readAnchor(line)).toBeNull();
    },
  );
});
