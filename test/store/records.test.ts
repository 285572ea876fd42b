import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accessRecord, outboxEntries } from '../../src/store/records/access.ts';
import { accessEvent, foundAccessEvent, tenantEvent } from '../../src/domain/events/index.ts';
import { isJson } from '../../src/domain/events/json.ts';
import { event, outbox, requested, tenantEvent as anyOf } from '../contracts/store-fixtures.ts';

describe('what may be stored', () => {
  it('comes out of the check as it went in', () => {
    const access = requested('a1');
    expect(accessRecord.parse(access)).toStrictEqual(access);
  });

  it.each([
    ['undefined', { x: undefined }],
    ['NaN', { x: Number.NaN }],
    ['a date', { x: new Date(0) }],
    ['a function', { x: () => 1 }],
    ['an operator for a name', { $set: 1 }],
    ['a NUL in a name', { 'a\0b': 1 }],
    ['half a character', { x: '\ud83d' }],
    ['undefined in a list', { x: [undefined] }],
    ['a hole in a list', { x: Array(2) }],
  ])('is not %s, however deep', (_what, dirty) => {
    expect(isJson(dirty)).toBe(false);
    const facts = { command: 'c1', deep: [{ dirty }] } as never;
    expect(tenantEvent.safeParse({ ...anyOf('k'), n: 1, facts }).success).toBe(false);
    expect(foundAccessEvent.safeParse(event(1, { facts: { deep: [{ dirty }] } })).success).toBe(false);
  });

  it('is whatever JSON can say', () => {
    const name = fc.string({ unit: 'grapheme' }).filter((text) => !text.startsWith('$') && !text.includes('\0'));
    const { value } = fc.letrec((tie) => ({
      value: fc.oneof(
        { maxDepth: 4 },
        fc.string({ unit: 'grapheme' }),
        fc.double({ noNaN: true, noDefaultInfinity: true }),
        fc.boolean(),
        fc.constant(null),
        fc.array(tie('value')),
        fc.dictionary(name, tie('value')),
      ),
    }));
    fc.assert(fc.property(value, (json) => isJson(json)));
  });

  it('is not an event whose facts name no command, or an operator', () => {
    for (const facts of [{}, { command: 1 }, [], null, 'c1', { command: 'c1', $set: 1 }]) {
      expect(accessEvent.safeParse({ ...event(1), facts }).success).toBe(false);
      expect(tenantEvent.safeParse({ ...anyOf('k'), n: 1, facts }).success).toBe(false);
    }
  });

  it('is not an access that lacks a field, or an event that has one too many', () => {
    expect(accessRecord.safeParse({ ...requested('a1'), until: undefined }).success).toBe(false);
    expect(accessEvent.safeParse({ ...event(1), more: 1 }).success).toBe(false);
    expect(accessEvent.safeParse(event(1, { because: [{ rule: 'X9' as never, sentence: 's' }] })).success).toBe(false);
  });

  it('is an outbox entry without a name for nobody', () => {
    expect(outboxEntries.parse([{ ...outbox(1, 2), person: undefined }])).toStrictEqual([outbox(1, 2)]);
  });
});
