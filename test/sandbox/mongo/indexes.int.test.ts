import { describe, expect, it } from 'vitest';
import { codeOf, ids, index, refusalOf, type Row, type Rows, useDatabase } from './database.ts';

const mongo = useDatabase();

interface Used {
  stage: string;
  index: string | undefined;
  keys: number;
  docs: number;
  returned: number;
}

const stagesOf = (stage: Row): Row[] => {
  const inner = [stage['inputStage'], ...((stage['inputStages'] as Row[] | undefined) ?? [])].filter(Boolean) as Row[];
  return [stage, ...inner.flatMap(stagesOf)];
};

/** How a query was answered: its stages' names, the index, and what was looked at. */
const used = async (rows: Rows, filter: Row, sort: Record<string, 1 | -1> = {}): Promise<Used> => {
  const explained = (await rows.find(filter).sort(sort).explain('executionStats')) as {
    queryPlanner: { winningPlan: Row };
    executionStats: { totalKeysExamined: number; totalDocsExamined: number; nReturned: number };
  };
  const { winningPlan } = explained.queryPlanner;
  const stages = stagesOf((winningPlan['queryPlan'] as Row | undefined) ?? winningPlan);
  const scan = stages.find((stage) => stage['indexName'] !== undefined);
  const { totalKeysExamined, totalDocsExamined, nReturned } = explained.executionStats;
  return {
    stage: stages.map((stage) => stage['stage'] as string).join(' '),
    index: scan?.['indexName'] as string | undefined,
    keys: totalKeysExamined,
    docs: totalDocsExamined,
    returned: nReturned,
  };
};

const many = (count: number): Row[] =>
  Array.from({ length: count }, (_, i) => ({ _id: i, a: i % 10, b: i, open: i % 5 === 0 }));

describe('unique indexes', () => {
  it('refuse a second document of the same key, on insert, update and upsert', async () => {
    const rows = await mongo.fresh([
      { _id: 1, k: 'x' },
      { _id: 2, k: 'y' },
    ]);
    await index(rows, { k: 1 }, { unique: true });
    const refusal = await refusalOf(rows.insertOne({ k: 'x' }));
    expect(refusal).toMatchObject({ code: 11000, keyPattern: { k: 1 }, keyValue: { k: 'x' } });
    expect(refusal.message).toContain('index: k_1 dup key: { k: "x" }');
    expect(await codeOf(rows.updateOne({ _id: 2 }, { $set: { k: 'x' } }))).toBe(11000);
    expect(await codeOf(rows.updateOne({ _id: 9 }, { $set: { k: 'x' } }, { upsert: true }))).toBe(11000);
    await rows.updateOne({ _id: 1 }, { $set: { k: 'z' } });
    await rows.insertOne({ k: 'x' });
    expect(await rows.countDocuments()).toBe(3);
  });

  it('count a missing field as null, once', async () => {
    const rows = await mongo.fresh([{ _id: 1 }]);
    await index(rows, { k: 1 }, { unique: true });
    expect(await codeOf(rows.insertOne({ k: null }))).toBe(11000);
    const sparse = await mongo.fresh([{ _id: 1 }]);
    await index(sparse, { k: 1 }, { unique: true, sparse: true });
    await sparse.insertOne({ _id: 2 });
    expect(await sparse.countDocuments()).toBe(2);
  });

  it('are compound, and say every field of the key', async () => {
    const rows = await mongo.fresh([{ tenant: 'main', person: 1, what: 'a' }]);
    await index(rows, { tenant: 1, person: 1, what: -1 }, { unique: true });
    await rows.insertOne({ tenant: 'main', person: 2, what: 'a' });
    const refusal = await refusalOf(rows.insertOne({ tenant: 'main', person: 1, what: 'a' }));
    expect(refusal.keyPattern).toEqual({ tenant: 1, person: 1, what: -1 });
    expect(refusal.keyValue).toEqual({ tenant: 'main', person: 1, what: 'a' });
  });

  it('see 5 and 5.0 as one, "5" as another', async () => {
    const { Double } = await import('./database.ts');
    const rows = await mongo.fresh([{ k: 5 }]);
    await index(rows, { k: 1 }, { unique: true });
    expect(await codeOf(rows.insertOne({ k: new Double(5) }))).toBe(11000);
    await rows.insertOne({ k: '5' });
  });

  it('hold for every element of an array over documents, but not within one', async () => {
    const rows = await mongo.fresh([{ _id: 1, accounts: [{ id: 'u1' }, { id: 'u1' }, { id: 'u2' }] }]);
    await index(rows, { 'accounts.id': 1 }, { unique: true });
    expect(await codeOf(rows.insertOne({ _id: 2, accounts: [{ id: 'u2' }] }))).toBe(11000);
    await rows.updateOne({ _id: 1 }, { $pull: { accounts: { id: 'u2' } } } as Row);
    await rows.insertOne({ _id: 2, accounts: [{ id: 'u2' }] });
    expect(await rows.findOne({ 'accounts.id': 'u2' })).toMatchObject({ _id: 2 });
  });

  it('cannot be made over documents that break them, and leave nothing behind', async () => {
    const rows = await mongo.fresh([{ k: 1 }, { k: 1 }]);
    expect(await codeOf(index(rows, { k: 1 }, { unique: true }))).toBe(11000);
    expect((await rows.indexes()).map((index) => index.name)).toEqual(['_id_']);
  });

  it('let exactly one of many writers at once through', async () => {
    const rows = await mongo.fresh();
    await index(rows, { k: 1 }, { unique: true });
    const outcomes = await Promise.allSettled(
      Array.from({ length: 30 }, (_, i) => rows.insertOne({ _id: i, k: 'one' })),
    );
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });
});

describe('partial indexes', () => {
  const openOnly = { unique: true, partialFilterExpression: { open: true } };

  it('are unique only among the documents they speak of', async () => {
    const rows = await mongo.fresh([
      { _id: 1, person: 'p', open: false },
      { _id: 2, person: 'p', open: true },
    ]);
    await index(rows, { person: 1 }, openOnly);
    await rows.insertOne({ _id: 3, person: 'p', open: false });
    expect(await codeOf(rows.insertOne({ _id: 4, person: 'p', open: true }))).toBe(11000);
    expect(await codeOf(rows.updateOne({ _id: 1 }, { $set: { open: true } }))).toBe(11000);
    await rows.updateOne({ _id: 2 }, { $set: { open: false } });
    await rows.updateOne({ _id: 1 }, { $set: { open: true } });
    expect(await ids(rows.find({ open: true }))).toEqual([1]);
  });

  it('are used only by a query that implies their filter', async () => {
    const rows = await mongo.fresh(many(50));
    await index(rows, { a: 1 }, { partialFilterExpression: { open: true } });
    expect(await used(rows, { a: 5, open: true })).toMatchObject({ index: 'a_1', keys: 5, returned: 5 });
    expect((await used(rows, { a: 5 })).stage).toContain('COLLSCAN');
    expect((await used(rows, { a: 5, open: false })).stage).toContain('COLLSCAN');
    expect(await rows.countDocuments({ a: 5 })).toBe(5);
  });

  it('know ranges', async () => {
    const rows = await mongo.fresh(many(50));
    await index(rows, { a: 1 }, { partialFilterExpression: { b: { $gt: 40 } } });
    expect(await used(rows, { a: 5, b: 45 })).toMatchObject({ index: 'a_1', returned: 1 });
    expect(await used(rows, { a: 5, b: { $gte: 45 } })).toMatchObject({ index: 'a_1', returned: 1 });
    expect((await used(rows, { a: 5, b: { $gte: 40 } })).stage).toContain('COLLSCAN');
    expect((await used(rows, { a: 5, b: 15 })).stage).toContain('COLLSCAN');
  });

  it('refuse filters that MongoDB refuses', async () => {
    const rows = await mongo.fresh();
    expect(await codeOf(index(rows, { a: 1 }, { partialFilterExpression: { a: { $ne: null } } }))).toBe(67);
    expect(await codeOf(index(rows, { a: 1 }, { partialFilterExpression: { a: { $exists: false } } }))).toBe(67);
    expect(await codeOf(index(rows, { a: 1 }, { partialFilterExpression: {}, sparse: true }))).toBe(67);
  });
});

describe('what explain says', () => {
  it('is IDHACK or an index scan for _id, a collection scan without an index', async () => {
    const rows = await mongo.fresh(many(30));
    expect(await used(rows, { _id: 7 })).toMatchObject({ docs: 1, returned: 1 });
    expect((await used(rows, { _id: 7 })).stage).toMatch(/IDHACK|EXPRESS_IXSCAN/);
    expect(await used(rows, { b: 7 })).toMatchObject({ stage: 'COLLSCAN', keys: 0, docs: 30, returned: 1 });
  });

  it('looks only at the keys of an equality, a range, an $in', async () => {
    const rows = await mongo.fresh(many(100));
    await index(rows, { a: 1 });
    await index(rows, { b: -1 });
    expect(await used(rows, { a: 3 })).toEqual({
      stage: 'FETCH IXSCAN',
      index: 'a_1',
      keys: 10,
      docs: 10,
      returned: 10,
    });
    expect(await used(rows, { b: { $gte: 90, $lt: 95 } })).toMatchObject({ index: 'b_-1', keys: 5, docs: 5 });
    const several = await used(rows, { a: { $in: [1, 4] } });
    expect(several).toMatchObject({ index: 'a_1', docs: 20, returned: 20 });
  });

  it('uses the leading fields of a compound index', async () => {
    const rows = await mongo.fresh(many(100));
    await index(rows, { a: 1, b: -1 });
    expect(await used(rows, { a: 3 })).toMatchObject({ index: 'a_1_b_-1', docs: 10 });
    expect(await used(rows, { a: 3, b: { $gt: 50 } })).toMatchObject({ index: 'a_1_b_-1', docs: 5 });
    expect((await used(rows, { b: 3 })).stage).toContain('COLLSCAN');
  });

  it('needs no sort where the index has the order, in either direction', async () => {
    const rows = await mongo.fresh(many(100));
    await index(rows, { a: 1, b: -1 });
    expect((await used(rows, { a: 3 }, { b: -1 })).stage).toBe('FETCH IXSCAN');
    expect((await used(rows, { a: 3 }, { b: 1 })).stage).toBe('FETCH IXSCAN');
    expect((await used(rows, {}, { a: -1, b: 1 })).stage).toBe('FETCH IXSCAN');
    expect((await used(rows, {}, { a: 1, b: 1 })).stage).toContain('SORT');
    expect(await ids(rows.find({ a: 3 }).sort({ b: 1 }).limit(3))).toEqual([3, 13, 23]);
    expect(await ids(rows.find({ a: 3 }).sort({ b: -1 }).limit(3))).toEqual([93, 83, 73]);
  });

  it('looks at one index for each side of $or', async () => {
    const rows = await mongo.fresh(many(100));
    await index(rows, { a: 1 });
    await index(rows, { b: 1 });
    const found = await used(rows, { $or: [{ a: 3 }, { b: 50 }] });
    expect(found).toMatchObject({ docs: 11, returned: 11 });
    expect(found.stage).toContain('OR');
  });

  it('finds by any element of an array, and does not join two ranges over one', async () => {
    const rows = await mongo.fresh([
      { _id: 1, t: [1, 9] },
      { _id: 2, t: [5] },
      { _id: 3, t: 'x' },
    ]);
    await index(rows, { t: 1 });
    expect(await used(rows, { t: 9 })).toMatchObject({ index: 't_1', keys: 1, docs: 1, returned: 1 });
    expect(await ids(rows.find({ t: { $gt: 4, $lt: 6 } }).sort({ _id: 1 }))).toEqual([1, 2]);
  });

  it('finds by the beginning of a text', async () => {
    const rows = await mongo.fresh(Array.from({ length: 50 }, (_, i) => ({ _id: i, name: `name${i}` })));
    await index(rows, { name: 1 });
    const found = await used(rows, { name: /^name4/ });
    expect(found).toMatchObject({ index: 'name_1', docs: 11, returned: 11 });
    expect(found.keys).toBeLessThan(14);
  });

  it('follows a hint, by name, by key and $natural, and refuses a wrong one', async () => {
    const rows = await mongo.fresh(many(20));
    await index(rows, { a: 1 });
    await index(rows, { b: 1 });
    const plan = async (hint: string | Row) =>
      JSON.stringify(await rows.find({ a: 1, b: 1 }).hint(hint).explain('queryPlanner'));
    expect(await plan('b_1')).toContain('"indexName":"b_1"');
    expect(await plan({ a: 1 })).toContain('"indexName":"a_1"');
    expect(await plan({ $natural: 1 })).toContain('COLLSCAN');
    expect(await codeOf(rows.find({ a: 1 }).hint('nothing').toArray())).toBe(2);
    expect(await ids(rows.find().hint({ $natural: -1 }).limit(2))).toEqual([19, 18]);
  });

  it('tells of updates, deletions, and of both ways to count', async () => {
    const rows = await mongo.fresh(many(40));
    await index(rows, { a: 1 });
    const name = rows.collectionName;
    const explain = async (command: Row) =>
      JSON.stringify(await mongo.db().command({ explain: command, verbosity: 'executionStats' }));
    expect(await explain({ update: name, updates: [{ q: { a: 3 }, u: { $set: { x: 1 } }, multi: true }] })).toContain(
      '"indexName":"a_1"',
    );
    expect(await explain({ delete: name, deletes: [{ q: { a: 3 }, limit: 0 }] })).toContain('"indexName":"a_1"');
    expect(await explain({ count: name, query: { a: 3 } })).toContain('"indexName":"a_1"');
    expect(
      await explain({
        aggregate: name,
        pipeline: [{ $match: { a: 3 } }, { $group: { _id: 1, n: { $sum: 1 } } }],
        cursor: {},
      }),
    ).toContain('"indexName":"a_1"');
    expect(await rows.countDocuments({ x: 1 })).toBe(0);
    expect(await rows.countDocuments()).toBe(40);
  });
});
