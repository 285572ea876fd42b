import { describe, expect, it } from 'vitest';
import { type IndexShape, planIndexes } from '../../../src/store/mongo/indexes.ts';

const id: IndexShape = { v: 2, name: '_id_', key: { _id: 1 } };
const oneOpen: IndexShape = {
  name: 'one_open',
  key: { tenant: 1, person: 1 },
  unique: true,
  partialFilterExpression: { open: true },
};
/** As `listIndexes` shows it. */
const stored = (index: IndexShape): IndexShape => ({ v: 2, ...index });

describe('bringing indexes to what is declared', () => {
  it('creates what is missing under its name', () => {
    expect(planIndexes([oneOpen], [id])).toEqual({ create: [oneOpen], drop: [], unknown: [] });
  });

  it('leaves alone what is as declared, also hidden, or under another name', () => {
    const nothing = { create: [], drop: [], unknown: [] };
    expect(planIndexes([oneOpen], [id, stored(oneOpen)])).toEqual(nothing);
    expect(planIndexes([oneOpen], [id, { ...stored(oneOpen), hidden: true }])).toEqual(nothing);
    expect(planIndexes([oneOpen], [id, { ...stored(oneOpen), name: 'tenant_1_person_1' }])).toEqual(nothing);
  });

  it.each<[string, Partial<IndexShape>]>([
    ['its fields', { key: { tenant: 1, person: 1, entitlementKey: 1 } }],
    ['the order of its fields', { key: { person: 1, tenant: 1 } }],
    ['a direction', { key: { tenant: 1, person: -1 } }],
    ['its filter', { partialFilterExpression: { pending: true } }],
    ['its uniqueness', { unique: false }],
    ['a collation', { collation: { locale: 'de' } }],
  ])('builds one that differs in %s beside the old one, which is dropped afterwards', (_what, change) => {
    const old = stored({ ...oneOpen, ...change });
    const plan = planIndexes([oneOpen], [id, old]);
    expect(plan).toEqual({
      create: [{ ...oneOpen, name: expect.stringMatching(/^one_open~[0-9a-f]{8}$/) as string }],
      drop: ['one_open'],
      unknown: [],
    });
    // A process killed in between leaves both, and the next one drops the old one only.
    const both = [id, old, ...plan.create.map(stored)];
    expect(planIndexes([oneOpen], both)).toEqual({ create: [], drop: ['one_open'], unknown: [] });
    // Killed before it was built: it is the same name for everybody.
    expect(planIndexes([oneOpen], [id, old])).toEqual(plan);
  });

  it('changes a changed one again', () => {
    const [first] = planIndexes([oneOpen], [id, stored({ ...oneOpen, key: { tenant: 1 } })]).create;
    const later = { ...oneOpen, key: { tenant: 1, person: 1, product: 1 } };
    const plan = planIndexes([later], [id, stored(first!)]);
    expect(plan).toMatchObject({ create: [later], drop: [first!.name] });
  });

  it('leaves alone what it does not know', () => {
    const theirs = stored({ name: 'for_reports', key: { state: 1 } });
    expect(planIndexes([oneOpen], [id, stored(oneOpen), theirs])).toMatchObject({ drop: [], unknown: ['for_reports'] });
  });
});
