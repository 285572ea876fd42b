import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSeals } from '../../src/lib/seals.ts';

const secret = randomBytes(32);
const seals = createSeals([secret], 'installation');

describe('seals', () => {
  it('fit what was sealed, and nothing else', () => {
    fc.assert(
      fc.property(fc.array(fc.string()), fc.array(fc.string()), (sealed, other) => {
        const mac = seals.seal('job', sealed);
        expect(seals.isSealed(mac, 'job', sealed)).toBe(true);
        expect(seals.isSealed(mac, 'job', other)).toBe(JSON.stringify(sealed) === JSON.stringify(other));
      }),
    );
  });

  it('tell where one part ends and the next begins', () => {
    expect(seals.isSealed(seals.seal('job', ['ab', 'c']), 'job', ['a', 'bc'])).toBe(false);
  });

  it('of one purpose fit no other, nor another installation', () => {
    const mac = seals.seal('job', ['x']);
    expect(seals.isSealed(mac, 'stash', ['x'])).toBe(false);
    expect(createSeals([secret], 'another').isSealed(mac, 'job', ['x'])).toBe(false);
  });

  it('of an older secret are accepted while it is listed, and new ones are made with the first', () => {
    const newer = randomBytes(32);
    const rotating = createSeals([newer, secret], 'installation');
    expect(rotating.isSealed(seals.seal('job', ['x']), 'job', ['x'])).toBe(true);
    const mac = rotating.seal('job', ['x']);
    expect(createSeals([newer], 'installation').isSealed(mac, 'job', ['x'])).toBe(true);
    expect(seals.isSealed(mac, 'job', ['x'])).toBe(false);
  });

  it('are refused in any other form', () => {
    const mac = seals.seal('job', ['x']);
    for (const wrong of [undefined, null, 7, '', `${mac}=`, mac.slice(1), mac.toUpperCase(), { mac }]) {
      expect(seals.isSealed(wrong, 'job', ['x'])).toBe(false);
    }
  });
});
