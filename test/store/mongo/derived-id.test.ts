import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { derivedId, idRange } from '../../../src/store/mongo/derived-id.ts';

const text = fc.string({ unit: 'grapheme' });
const parts = fc.array(text, { minLength: 1, maxLength: 4 });

describe('derived ids', () => {
  it('differ wherever the parts differ', () => {
    fc.assert(
      fc.property(parts, parts, (one, two) => {
        expect(derivedId(...one) === derivedId(...two)).toBe(JSON.stringify(one) === JSON.stringify(two));
      }),
    );
  });

  it('of a tenant lie in its range, and of another tenant outside', () => {
    fc.assert(
      fc.property(text, text, text, (tenant, other, id) => {
        const { from, to } = idRange(tenant);
        const within = (value: string) => value >= from && value < to;
        expect(within(derivedId(tenant, id))).toBe(true);
        expect(within(derivedId(other, id))).toBe(other === tenant);
      }),
    );
  });

  it('are not made of text that MongoDB would change', () => {
    expect(() => derivedId('main', '\ud800')).toThrow();
  });
});
