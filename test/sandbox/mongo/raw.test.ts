import {
  Binary,
  BSONRegExp,
  Code,
  Decimal128,
  Double,
  Int32,
  Long,
  MaxKey,
  MinKey,
  ObjectId,
  Timestamp,
  UUID,
} from 'bson';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { documentOf, elementsOf, fieldsOf, readFields } from '../../../sandbox/mongo/raw.ts';
import { parseFilter } from '../../../sandbox/mongo/filter.ts';
import { readDoc, writeDoc } from '../../../sandbox/mongo/values.ts';

/** One field of every type that MongoDB stores, between two others. */
const everyType = {
  before: 'a',
  text: 'café \u0000 ☕',
  'näme.with $igns': 1,
  int: new Int32(7),
  long: Long.fromString('9007199254740993'),
  double: new Double(0.5),
  decimal: Decimal128.fromString('1.10'),
  true: true,
  null: null,
  date: new Date(0),
  id: new ObjectId('0123456789abcdef01234567'),
  bytes: new Binary(Buffer.from([1, 2])),
  uuid: new UUID('01234567-89ab-4def-8123-456789abcdef'),
  regex: new BSONRegExp('^a', 'i'),
  code: new Code('1'),
  stamp: new Timestamp({ t: 1, i: 2 }),
  least: new MinKey(),
  most: new MaxKey(),
  inner: { text: [{}, { text: 'inner' }] },
  list: [1, 'two', [3]],
  after: 'z',
};

describe('fields of a document read by themselves', () => {
  const bytes = Buffer.from(writeDoc(everyType));
  const whole = readDoc(bytes);

  it.each(Object.keys(everyType))('are as in the whole document: %s', (name) => {
    expect(readFields(bytes, new Set([name, 'missing']))).toEqual({ [name]: whole[name] });
  });

  it('come in the document’s order, and none where none is wanted', () => {
    expect(Object.keys(readFields(bytes, new Set(['after', 'list', 'before'])))).toEqual(['before', 'list', 'after']);
    expect(readFields(bytes, new Set())).toEqual({});
  });

  it('are all of any document where all are wanted', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (doc) => {
        const stored = Buffer.from(writeDoc(doc));
        expect(readFields(stored, new Set(Object.keys(doc)))).toEqual(readDoc(stored));
      }),
    );
  });
});

it('puts a document together from its elements', () => {
  const bytes = writeDoc(everyType);
  expect(Buffer.compare(documentOf([elementsOf(bytes)]), bytes)).toBe(0);
});

it('tells which fields a filter looks at', () => {
  const filter = parseFilter({
    tenant: 'main',
    $or: [{ 'a.b.0': { $gt: 1 } }, { c: { $not: { $type: 'string' } } }, { $nor: [{ d: { $exists: false } }] }],
    e: { $elemMatch: { inside: 1 } },
    f: { $in: [] },
  });
  expect([...fieldsOf(filter)].sort()).toEqual(['a', 'c', 'd', 'e', 'f', 'tenant']);
});
