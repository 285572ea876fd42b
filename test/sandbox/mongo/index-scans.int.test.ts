import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Double, ids, index, Long, type Row, useDatabase } from './database.ts';

const mongo = useDatabase();

const when = new Date(1_700_000_000_000);
/** Few values, so that queries hit; of many types, so that their order matters. */
const scalar = fc.constantFrom<unknown>(
  null,
  0,
  1,
  2,
  -1,
  2.5,
  new Double(1),
  Long.fromNumber(2),
  Number.NaN,
  Number.POSITIVE_INFINITY,
  '',
  'a',
  'ab',
  'b',
  'é',
  true,
  false,
  when,
  new Date(0),
);
const value = fc.oneof(
  { weight: 5, arbitrary: scalar },
  { weight: 2, arbitrary: fc.array(scalar, { maxLength: 3 }) },
  { weight: 1, arbitrary: fc.record({ x: scalar }) },
  { weight: 1, arbitrary: fc.array(fc.record({ x: scalar }, { requiredKeys: [] }), { maxLength: 3 }) },
);
/** Only `a` may hold arrays: MongoDB refuses two of them in one index. */
const row = fc.record({ a: value, b: scalar, open: fc.boolean() }, { requiredKeys: [] });

const condition = fc.oneof(
  scalar,
  fc.record({ $in: fc.array(scalar, { minLength: 1, maxLength: 3 }) }),
  fc.tuple(fc.constantFrom('$gt', '$gte', '$lt', '$lte', '$ne', '$eq'), scalar).map(([name, one]) => ({ [name]: one })),
  fc.tuple(scalar, scalar).map(([low, high]) => ({ $gte: low, $lt: high })),
  fc.tuple(scalar, scalar).map(([low, high]) => ({ $elemMatch: { $gte: low, $lt: high } })),
  fc.constantFrom<unknown>({ $exists: true }, { $exists: false }, { $regex: '^a' }, { $size: 2 }, [1, 2], [], { x: 1 }),
);
const field = fc.constantFrom('a', 'b', 'a.x', 'open');
const simple = fc.tuple(field, condition).map(([path, one]): Row => ({ [path]: one }));
const filter = fc.oneof(
  simple,
  fc.tuple(simple, simple).map(([one, other]): Row => ({ $and: [one, other] })),
  fc.tuple(simple, simple).map(([one, other]): Row => ({ $or: [one, other] })),
  fc.tuple(simple, fc.boolean()).map(([one, open]): Row => ({ $and: [one, { open }] })),
);
const sort = fc.constantFrom<Record<string, 1 | -1>>(
  { _id: 1 },
  { a: 1, _id: 1 },
  { b: -1, _id: -1 },
  { a: -1, b: 1, _id: 1 },
  { b: 1, a: 1, _id: 1 },
  { 'a.x': 1, _id: 1 },
);

const INDEXES: [Record<string, 1 | -1>, object][] = [
  [{ a: 1 }, {}],
  [{ b: -1 }, {}],
  [{ 'a.x': 1 }, {}],
  [{ a: 1, b: -1 }, {}],
  [{ b: 1, a: -1 }, {}],
  [{ b: 1, _id: 1 }, {}],
  [{ a: -1 }, { name: 'sparse', sparse: true }],
  [{ b: 1 }, { name: 'open only', partialFilterExpression: { open: true } }],
];

describe('a query', () => {
  it('finds the same documents in the same order with its index and without any', { timeout: 240_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(row, { minLength: 5, maxLength: 25 }),
        fc.array(fc.tuple(filter, sort), { minLength: 8, maxLength: 15 }),
        fc.constantFrom(...INDEXES.map((_, i) => i)),
        async (rows, queries, first) => {
          const collection = await mongo.fresh(rows.map((one, i) => ({ _id: i, ...one })));
          const [key, options] = INDEXES[first] ?? [{ a: 1 }, {}];
          await index(collection, key, options);
          for (const [where, order] of queries) {
            const scanned = await ids(collection.find(where).sort(order).hint({ $natural: 1 }));
            const chosen = await ids(collection.find(where).sort(order));
            expect({ where, order, found: chosen }).toEqual({ where, order, found: scanned });
          }
          await collection.drop();
        },
      ),
      { numRuns: 200, seed: 20261122 },
    );
  });

  it('finds the same after updates and deletions as a fresh index does', { timeout: 240_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(row, { minLength: 5, maxLength: 15 }),
        fc.array(fc.tuple(fc.nat(14), fc.constantFrom('a', 'b', 'open'), value), { maxLength: 12 }),
        fc.array(filter, { minLength: 5, maxLength: 8 }),
        async (rows, changes, filters) => {
          const collection = await mongo.fresh(rows.map((one, i) => ({ _id: i, ...one })));
          for (const [key, options] of INDEXES) await index(collection, key, options);
          for (const [id, path, to] of changes) {
            if (path === 'a') await collection.updateOne({ _id: id }, { $set: { a: to } });
            else if (Array.isArray(to)) await collection.deleteOne({ _id: id });
            else await collection.updateOne({ _id: id }, path === 'b' ? { $set: { b: to } } : { $unset: { open: '' } });
          }
          for (const where of filters) {
            const scanned = await ids(collection.find(where).sort({ _id: 1 }).hint({ $natural: 1 }));
            expect({ where, found: await ids(collection.find(where).sort({ _id: 1 })) }).toEqual({
              where,
              found: scanned,
            });
            for (const hint of ['a_1', 'b_-1', 'a.x_1', 'a_1_b_-1']) {
              const found = await ids(collection.find(where).sort({ _id: 1 }).hint(hint));
              expect({ where, hint, found }).toEqual({ where, hint, found: scanned });
            }
          }
          await collection.drop();
        },
      ),
      { numRuns: 60, seed: 20261122 },
    );
  });
});
