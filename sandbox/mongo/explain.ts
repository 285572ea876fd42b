import { Int32 } from 'bson';
import type { Access } from './plan.ts';
import type { Query, Stats } from './scan.ts';
import type { Doc } from './values.ts';

const accessStage = (access: Access, filter: Doc): Doc => {
  if (access.kind === 'natural') {
    return { stage: 'COLLSCAN', filter, direction: access.reverse ? 'backward' : 'forward' };
  }
  if (access.kind === 'or') {
    return { stage: 'FETCH', filter, inputStage: { stage: 'OR', inputStages: access.branches.map(keyStage) } };
  }
  return access.byId
    ? { stage: 'IDHACK', indexName: '_id_' }
    : { stage: 'FETCH', filter, inputStage: keyStage(access) };
};

const keyStage = (access: Access): Doc => {
  if (access.kind !== 'index') return accessStage(access, {});
  const { spec, multikey } = access.index;
  return {
    stage: 'IXSCAN',
    keyPattern: spec.key,
    indexName: spec.name,
    isMultiKey: multikey.includes(true),
    isUnique: spec.unique,
    isSparse: spec.sparse,
    isPartial: spec.partial !== undefined,
    direction: access.reverse ? 'backward' : 'forward',
    indexBounds: access.bounds(),
  };
};

/** The stages of a query, outermost first, in the shape of MongoDB's `winningPlan`. */
export const winningPlan = (query: Query, filter: Doc, projection: Doc | undefined): Doc => {
  let stage = accessStage(query.plan.access, filter);
  if (!query.plan.sorted) {
    const sortPattern = Object.fromEntries(
      query.sort.map((field) => [field.path, new Int32(field.descending ? -1 : 1)]),
    );
    stage = { stage: 'SORT', sortPattern, inputStage: stage };
  }
  if (query.skip > 0) stage = { stage: 'SKIP', skipAmount: query.skip, inputStage: stage };
  if (query.limit > 0) stage = { stage: 'LIMIT', limitAmount: query.limit, inputStage: stage };
  if (projection) stage = { stage: 'PROJECTION_DEFAULT', transformBy: projection, inputStage: stage };
  return stage;
};

export const executionStats = (stats: Stats, plan: Doc, milliseconds: number): Doc => ({
  executionSuccess: true,
  nReturned: new Int32(stats.returned),
  executionTimeMillis: new Int32(milliseconds),
  totalKeysExamined: new Int32(stats.keys),
  totalDocsExamined: new Int32(stats.docs),
  executionStages: { ...plan, nReturned: new Int32(stats.returned) },
});
