import { describe, expect, it } from 'vitest';
import { accessRecord, outboxEntries } from '../../src/store/records/access.ts';
import { accessEvent } from '../../src/store/records/event.ts';
import { json } from '../../src/store/records/json.ts';
import { event, outbox, requested } from '../contracts/store-fixtures.ts';

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
  ])('is not %s, however deep', (_what, dirty) => {
    expect(json.safeParse(dirty).success).toBe(false);
    const facts = { command: 'c1', deep: [{ dirty }] } as never;
    expect(accessEvent.safeParse(event(1, { facts })).success).toBe(false);
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
