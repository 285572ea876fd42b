import { boundsOf, edgeBytes, everything, type Interval, intersect, showInterval, turn, union } from './bounds.ts';
import type { Index } from './collection.ts';
import { compareValues, equalValues } from './compare.ts';
import { isMongoError, mongoError } from './errors.ts';
import type { Filter, Leaf } from './filter.ts';
import { parseKey, sameKey } from './index-spec.ts';
import { matches } from './match.ts';
import { type Doc, isDoc, rankOf, show } from './values.ts';

/** A field to sort by. */
export interface SortField {
  readonly path: string;
  readonly parts: readonly string[];
  readonly descending: boolean;
}

/** Index keys from `start` up to, not with, `end`. */
export interface KeyRange {
  readonly start: Buffer;
  readonly end: Buffer;
}

/** How the documents are reached. */
export type Access =
  | { kind: 'natural'; reverse: boolean }
  | {
      kind: 'index';
      index: Index;
      ranges: KeyRange[];
      reverse: boolean;
      /** What is read of each field, in words: for `explain`, which alone asks for it. */
      bounds: () => Record<string, string[]>;
      byId: boolean;
    }
  | { kind: 'or'; branches: Access[] };

/** A chosen way: where `sorted`, the documents come in the order asked for. */
export interface Plan {
  readonly access: Access;
  readonly sorted: boolean;
}

const MAX_RANGES = 500;

/** Conditions every matching document satisfies, with what `$elemMatch` says of its array's elements. */
const conjuncts = (filter: Filter, prefix = ''): Leaf[] => {
  if (filter.kind === 'and') return filter.filters.flatMap((one) => conjuncts(one, prefix));
  if (!('path' in filter)) return [];
  const path = prefix === '' ? filter.path : filter.path === '' ? prefix : `${prefix}.${filter.path}`;
  const leaf: Leaf = { ...filter, path, parts: path.split('.') };
  if (leaf.kind === 'elemDoc' || leaf.kind === 'elemValue') return [leaf, ...conjuncts(leaf.filter, path)];
  return [leaf];
};

const sameLeaf = (a: Leaf, b: Leaf): boolean => {
  if (a.path !== b.path || a.kind !== b.kind) return false;
  if (a.kind === 'compare' && b.kind === 'compare') return a.op === b.op && equalValues(a.value, b.value);
  if (a.kind === 'in' && b.kind === 'in')
    return equalValues(a.values, b.values) && a.regexes.length + b.regexes.length === 0;
  if (a.kind === 'type' && b.kind === 'type') return [...a.types].every((name) => b.types.has(name));
  return a.kind === 'exists';
};

const nested = (path: string, value: unknown): Doc =>
  path.split('.').reduceRight<unknown>((inner, part) => ({ [part]: inner }), value) as Doc;

const BELOW: ReadonlySet<string> = new Set(['lt', 'lte']);
const ABOVE: ReadonlySet<string> = new Set(['gt', 'gte']);

/** `a > 5` implies `a > 3`: the same direction, in the same type, no further out. */
const rangeImplies = (known: Leaf, wanted: Leaf): boolean => {
  if (known.kind !== 'compare' || wanted.kind !== 'compare') return false;
  const direction = [ABOVE, BELOW].find((ops) => ops.has(known.op) && ops.has(wanted.op));
  if (!direction || rankOf(known.value) !== rankOf(wanted.value)) return false;
  const order = compareValues(known.value, wanted.value) * (direction === ABOVE ? 1 : -1);
  return order > 0 || (order === 0 && (known.op === wanted.op || known.op === 'gt' || known.op === 'lt'));
};

/** Does a document that satisfies `known` always satisfy `wanted`, which speaks of the same path? */
const leafImplies = (known: Leaf, wanted: Leaf): boolean => {
  if (known.path !== wanted.path) return false;
  if (sameLeaf(known, wanted) || rangeImplies(known, wanted)) return true;
  const single = (value: unknown): boolean =>
    value !== null && !isDoc(value) && !Array.isArray(value) && matches(wanted, nested(wanted.path, value));
  if (wanted.kind === 'exists') return excludesMissing(known);
  if (known.kind === 'compare' && known.op === 'eq') return single(known.value);
  return known.kind === 'in' && known.regexes.length === 0 && known.values.length > 0 && known.values.every(single);
};

const implies = (known: readonly Leaf[], wanted: Filter): boolean => {
  if (wanted.kind === 'and') return wanted.filters.every((one) => implies(known, one));
  if (wanted.kind === 'or') return wanted.filters.some((one) => implies(known, one));
  return 'path' in wanted && known.some((leaf) => leafImplies(leaf, wanted));
};

/** True when a document without the field cannot satisfy the condition. */
const excludesMissing = (leaf: Leaf): boolean => {
  if (leaf.kind === 'compare') return leaf.value !== null;
  return leaf.kind === 'in' ? !leaf.values.includes(null) : true;
};

const usable = (index: Index, known: readonly Leaf[]): boolean => {
  const { spec } = index;
  if (spec.partialFilter && !implies(known, spec.partialFilter)) return false;
  if (!spec.sparse) return true;
  return spec.fields.some((field) => known.some((leaf) => leaf.path === field.path && excludesMissing(leaf)));
};

const intervalsFor = (known: readonly Leaf[], path: string, multikey: boolean): Interval[] | undefined => {
  const all = known.filter((leaf) => leaf.path === path).map(boundsOf);
  const found = all.filter((one): one is Interval[] => one !== undefined).map(union);
  if (found.length === 0) return undefined;
  if (!multikey) return found.reduce(intersect);
  const weight = (one: Interval[]): number => (one.every((interval) => interval.point) ? one.length : 1e6);
  return found.sort((a, b) => weight(a) - weight(b))[0];
};

interface Candidate {
  readonly index: Index;
  readonly ranges: KeyRange[];
  readonly bounds: () => Record<string, string[]>;
  /** Leading fields that are one single value each. */
  readonly fixed: number;
  /** Leading fields bounded to single values (several allowed). */
  readonly points: number;
  readonly ranged: boolean;
}

const consider = (index: Index, known: readonly Leaf[]): Candidate => {
  const { fields } = index.spec;
  const read: Interval[][] = [];
  let prefixes: Buffer[] = [Buffer.alloc(0)];
  let last: Interval[] | undefined;
  let [fixed, points, boundedArray] = [0, 0, false];
  for (const [i, field] of fields.entries()) {
    const multikey = index.multikey[i] ?? false;
    const open = last === undefined && points === i && !(multikey && boundedArray);
    const found = open ? intervalsFor(known, field.path, multikey) : undefined;
    const stored = (found ?? [everything()]).map((one) => (field.descending ? turn(one) : one));
    read.push(stored);
    if (!found) continue;
    boundedArray ||= multikey;
    const sorted = union(stored);
    if (sorted.every((one) => one.point) && prefixes.length * sorted.length <= MAX_RANGES) {
      if (sorted.length === 1 && fixed === i) fixed++;
      points++;
      prefixes = prefixes.flatMap((prefix) => sorted.map((one) => Buffer.concat([prefix, one.low.prefix])));
    } else last = sorted;
  }
  const ends = last ?? [everything()];
  const ranges = prefixes.flatMap((prefix) =>
    ends.map((one) => ({
      start: edgeBytes(one.low, prefix),
      end: edgeBytes(one.high, prefix),
    })),
  );
  return { index, ranges, bounds: () => shown(index, read), fixed, points, ranged: last !== undefined };
};

const shown = ({ spec }: Index, read: readonly (readonly Interval[])[]): Record<string, string[]> =>
  Object.fromEntries(
    spec.fields.map(({ path, descending }, i) => {
      const intervals = read[i] ?? [];
      return [path, (descending ? intervals.toReversed() : intervals).map((one) => showInterval(one, descending))];
    }),
  );

/** Whether an index gives the order asked for: read forward, backward, or not at all. */
const orderOf = (
  { index, fixed, points }: Candidate,
  sort: readonly SortField[],
): 'forward' | 'backward' | undefined => {
  if (points > fixed || sort.length === 0) return undefined;
  const { fields } = index.spec;
  let at = 0;
  let direction: 'forward' | 'backward' | undefined;
  for (const one of sort) {
    if (fields.slice(0, fixed).some((field, i) => field.path === one.path && !index.multikey[i])) continue;
    if (at < fixed) at = fixed;
    const field = fields[at];
    if (field?.path !== one.path || index.multikey[at]) return undefined;
    const wanted = field.descending === one.descending ? 'forward' : 'backward';
    if (direction !== undefined && direction !== wanted) return undefined;
    direction = wanted;
    at++;
  }
  return direction ?? 'forward';
};

const score = (candidate: Candidate, sorted: boolean): number => {
  const { index, points, ranged } = candidate;
  const whole = index.spec.unique && points === index.spec.fields.length ? 10 : 0;
  return whole + points * 4 + (ranged ? 2 : 0) + (sorted ? 1.5 : 0) - index.spec.fields.length / 100;
};

const isById = ({ index, ranges, points }: Candidate, filter: Filter): boolean =>
  index.spec.name === '_id_' && points === 1 && ranges.length === 1 && filter.kind === 'compare' && filter.op === 'eq';

const chosen = (candidate: Candidate, filter: Filter, sort: readonly SortField[]): Plan => {
  const order = orderOf(candidate, sort);
  const { index, bounds } = candidate;
  const ranges = candidate.ranges.toSorted((a, b) => Buffer.compare(a.start, b.start));
  const reverse = order === 'backward';
  const byId = isById(candidate, filter);
  return {
    access: { kind: 'index', index, ranges: reverse ? ranges.reverse() : ranges, reverse, bounds, byId },
    sorted: sort.length === 0 || order !== undefined,
  };
};

const badHint = (hint: unknown, why: string): Error =>
  mongoError(
    2,
    `error processing query: planner returned error :: caused by :: hint provided does not correspond to an existing index: ${show(hint)} (${why})`,
  );

const hinted = (indexes: readonly Index[], hint: unknown): Index => {
  const fields = isDoc(hint) ? parseKey(hint) : undefined;
  const found = indexes.find((index) => (fields ? sameKey(index.spec.fields, fields) : index.spec.name === hint));
  if (!found) throw badHint(hint, 'no such index');
  return found;
};

const naturalOf = (hint: unknown): number | undefined => {
  if (!isDoc(hint) || !('$natural' in hint)) return undefined;
  const direction = Number(hint['$natural']);
  if (direction !== 1 && direction !== -1) throw mongoError(2, '$natural hint must be 1 or -1');
  return direction;
};

const best = (indexes: readonly Index[], filter: Filter, sort: readonly SortField[]): Plan | undefined => {
  const known = conjuncts(filter);
  const byId = known.some((leaf) => leaf.path === '_id' && leaf.kind === 'compare' && leaf.op === 'eq');
  const rated = indexes
    .filter((index) => (byId ? index.spec.name === '_id_' : usable(index, known)))
    .map((index) => {
      const candidate = consider(index, known);
      const sorted = sort.length > 0 && orderOf(candidate, sort) !== undefined;
      return { candidate, useful: candidate.points > 0 || candidate.ranged || sorted, score: score(candidate, sorted) };
    })
    .filter((one) => one.useful)
    .sort((a, b) => b.score - a.score);
  return rated[0] && chosen(rated[0].candidate, filter, sort);
};

const branches = (indexes: readonly Index[], filter: Filter): Plan | undefined => {
  const parts = filter.kind === 'and' ? filter.filters : [filter];
  const or = parts.find((one) => one.kind === 'or');
  if (or?.kind !== 'or') return undefined;
  const rest = parts.filter((one) => one !== or);
  const plans = or.filters.map((one) => planFor(indexes, { kind: 'and', filters: [one, ...rest] }, [], undefined));
  const accesses = plans.map((plan) => plan.access);
  if (accesses.some((access) => access.kind === 'natural')) return undefined;
  return { access: { kind: 'or', branches: accesses }, sorted: false };
};

/** A Decimal128 in a bound cannot be a key here: then the filter alone decides. */
const orScan = (choose: () => Plan | undefined): Plan | undefined => {
  try {
    return choose();
  } catch (error) {
    if (isMongoError(error) && error.mongoCode === 238) return undefined;
    throw error;
  }
};

/**
 * Chooses how to reach the documents a filter means. `hint` is an index's name or key, or `$natural`; a wrong one is
 * refused with code 2. Whatever is chosen, the filter is still tested on every document reached.
 */
export const planFor = (indexes: readonly Index[], filter: Filter, sort: readonly SortField[], hint: unknown): Plan => {
  const natural = naturalOf(hint);
  if (natural !== undefined) {
    return { access: { kind: 'natural', reverse: natural < 0 }, sorted: sort.length === 0 };
  }
  if (hint !== undefined) {
    const index = hinted(indexes, hint);
    const known = conjuncts(filter);
    if (index.spec.partialFilter && !implies(known, index.spec.partialFilter)) {
      throw badHint(hint, 'the query does not imply its partialFilterExpression');
    }
    return chosen(consider(index, known), filter, sort);
  }
  const found = orScan(() => best(indexes, filter, sort) ?? branches(indexes, filter));
  return found ?? { access: { kind: 'natural', reverse: false }, sorted: sort.length === 0 };
};
