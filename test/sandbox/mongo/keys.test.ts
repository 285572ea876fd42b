import { Binary, BSONRegExp, Double, Int32, Long, ObjectId, Timestamp } from 'bson';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareValues } from '../../../sandbox/mongo/compare.ts';
import { encodeKey } from '../../../sandbox/mongo/keys.ts';

const number = fc.oneof(
  fc.integer().map((n) => new Int32(n)),
  fc.double().map((n) => new Double(n)),
  fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map((n) => Long.fromBigInt(n)),
  fc.constantFrom(
    new Double(9007199254740992),
    Long.fromString('9007199254740993'),
    new Double(-9007199254740994),
    Long.fromString('-9007199254740993'),
    Long.MAX_VALUE,
    new Double(2 ** 63),
    new Double(0),
    new Double(-0),
    new Int32(0),
  ),
);
const scalar = fc.oneof(
  number,
  fc.string({ unit: 'binary' }),
  fc.constantFrom('', '\0', '\0\0', 'a\0', 'a', '\u{1F511}', '\uffff'),
  fc.boolean(),
  fc.constant(null),
  fc.date({ noInvalidDate: true }),
  fc.uint8Array({ minLength: 12, maxLength: 12 }).map((bytes) => new ObjectId(bytes)),
  fc.uint8Array({ maxLength: 5 }).map((bytes) => new Binary(bytes)),
  fc.tuple(fc.nat(), fc.nat()).map(([t, i]) => new Timestamp({ t, i })),
  fc.constantFrom(new BSONRegExp('a', 'i'), new BSONRegExp('a'), new BSONRegExp('ab')),
);
const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    scalar,
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom('a', 'b', 'c', '\0', ''), tie('value'), { maxKeys: 3 }),
  ),
}));

describe('the keys of an index', () => {
  it('sort as the values compare', () => {
    fc.assert(
      fc.property(value, value, (a, b) => {
        expect(Math.sign(Buffer.compare(encodeKey([a]), encodeKey([b])))).toBe(compareValues(a, b) + 0);
      }),
      { numRuns: 5000 },
    );
  });

  it('sort by each field in turn, each in its direction', () => {
    const descending = [false, true, false];
    const tuple = fc.tuple(fc.oneof(scalar, fc.constant(null)), scalar, scalar);
    fc.assert(
      fc.property(tuple, tuple, (a, b) => {
        const orders = a.map((one, i) => compareValues(one, b[i]) * (descending[i] ? -1 : 1));
        const expected = orders.find((order) => order !== 0) ?? 0;
        expect(Math.sign(Buffer.compare(encodeKey(a, descending), encodeKey(b, descending)))).toBe(expected + 0);
      }),
      { numRuns: 5000 },
    );
  });

  it('are never the beginning of one another', () => {
    fc.assert(
      fc.property(value, value, (a, b) => {
        const [left, right] = [encodeKey([a]), encodeKey([b])];
        if (left.length < right.length) expect(right.subarray(0, left.length).equals(left)).toBe(false);
      }),
      { numRuns: 3000 },
    );
  });

  it('are the same for numbers that are equal, whatever their type', () => {
    const keys = [new Int32(5), new Double(5), Long.fromNumber(5), 5].map((one) => encodeKey([one]).toString('hex'));
    expect(new Set(keys).size).toBe(1);
  });
});

describe('the order of values', () => {
  it('is an order: nothing is both below and above, and it goes through', () => {
    fc.assert(
      fc.property(value, value, value, (a, b, c) => {
        expect(compareValues(a, b) + compareValues(b, a)).toBe(0);
        if (compareValues(a, b) <= 0 && compareValues(b, c) <= 0) expect(compareValues(a, c)).toBeLessThanOrEqual(0);
      }),
      { numRuns: 5000 },
    );
  });
});
