import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jobId, prefixOf } from '../../src/queue/names.ts';

describe('job ids', () => {
  it('hold no colon and are no whole number, whatever they are made from', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.integer().map(String)), (text) => {
        expect(jobId(text)).not.toContain(':');
        expect(jobId(text)).not.toMatch(/^-?\d+$/);
      }),
    );
  });

  it('differ where what they are made from differs', () => {
    const tricky = fc.string({ unit: fc.constantFrom(':', '%', '3', 'A', '2', '5'), maxLength: 8 });
    fc.assert(
      fc.property(tricky, tricky, (one, other) => {
        expect(jobId(one) === jobId(other)).toBe(one === other);
      }),
    );
  });
});

describe('the prefix', () => {
  it('carries the installation as a hash tag, so that a cluster keeps its keys together', () => {
    expect(prefixOf('a1b2')).toBe('latchkey:{a1b2}');
  });
});
