import { mongoError, notSupported } from './errors.ts';
import { type Filter, parseFilter } from './filter.ts';
import { MONGO_EXPRESSIONS } from './known-names.ts';
import { matchedPlace, matches, matchesValue } from './match.ts';
import { type Doc, isDoc, isNumeric, isTruthy, MISSING, show, toNumber, typeName } from './values.ts';

/** What a projection does with one field. */
type Rule =
  | { kind: 'include' | 'exclude' }
  | { kind: 'tree'; tree: Tree }
  | { kind: 'slice'; skip: number | undefined; limit: number }
  | { kind: 'elemMatch'; filter: Filter }
  | { kind: 'positional' };
type Tree = Map<string, Rule>;

export interface Projection {
  readonly tree: Tree;
  readonly mode: 'include' | 'exclude';
  readonly id: boolean;
  readonly positional: string | undefined;
}

const setRule = (tree: Tree, parts: readonly string[], rule: Rule, path: string): void => {
  const [first = '', ...rest] = parts;
  const there = tree.get(first);
  if (rest.length === 0) {
    if (there) throw mongoError(31250, `Path collision at ${path}`);
    tree.set(first, rule);
    return;
  }
  if (there && there.kind !== 'tree') {
    throw mongoError(31249, `Path collision at ${path} remaining portion ${rest.join('.')}`);
  }
  const inner = there?.tree ?? new Map<string, Rule>();
  tree.set(first, { kind: 'tree', tree: inner });
  setRule(inner, rest, rule, path);
};

const parseSlice = (value: unknown): Rule => {
  const parts = (Array.isArray(value) ? (value as unknown[]) : [value]).map((one) =>
    isNumeric(one) ? toNumber(one) : undefined,
  );
  const [first, second] = parts;
  if (first === undefined || parts.length > 2 || (parts.length === 2 && second === undefined)) {
    throw mongoError(28667, `Invalid $slice syntax. The given syntax ${show(value)} did not match the find() syntax`);
  }
  if (second === undefined) return { kind: 'slice', skip: undefined, limit: first };
  if (second <= 0) throw mongoError(28724, `First argument to $slice must be a positive limit, found ${second}`);
  return { kind: 'slice', skip: first, limit: second };
};

const parseOperator = (name: string, value: unknown): Rule | undefined => {
  if (name === '$slice') return parseSlice(value);
  if (name === '$elemMatch') {
    if (!isDoc(value))
      throw mongoError(31274, `elemMatch: Invalid argument, object required, but got ${typeName(value)}`);
    const first = Object.keys(value)[0];
    const ofValue = first?.startsWith('$') && !['$and', '$or', '$nor'].includes(first);
    return { kind: 'elemMatch', filter: parseFilter(ofValue ? { v: value } : value) };
  }
  if (name === '$meta') throw notSupported('The projection $meta');
  return undefined;
};

interface Found {
  included: string | undefined;
  excluded: string | undefined;
  id: boolean | undefined;
  positional: string | undefined;
  elemMatch: boolean;
}

const parseInto = (tree: Tree, spec: Doc, prefix: string, found: Found): void => {
  for (const [key, value] of Object.entries(spec)) {
    const path = prefix === '' ? key : `${prefix}.${key}`;
    if (path.split('.').includes('')) throw mongoError(40353, `FieldPath must not contain an empty field: '${path}'`);
    if (path.endsWith('.$')) {
      if (found.positional !== undefined)
        throw mongoError(31276, 'Cannot specify more than one positional projection per query.');
      found.positional = path.slice(0, -2);
      found.included ??= path;
      setRule(tree, found.positional.split('.'), { kind: 'positional' }, path);
      continue;
    }
    if (key.startsWith('$'))
      throw mongoError(
        16410,
        `FieldPath field names may not start with '$'. Consider using $getField or $setField. Found: '${path}'`,
      );
    const parts = path.split('.');
    const flag = typeof value === 'boolean' || isNumeric(value);
    if (flag) {
      const on = isTruthy(value);
      if (path === '_id') found.id = on;
      else {
        if (on) found.included ??= path;
        else found.excluded ??= path;
        setRule(tree, parts, { kind: on ? 'include' : 'exclude' }, path);
      }
      continue;
    }
    const operator = isDoc(value) ? Object.keys(value)[0] : undefined;
    if (isDoc(value) && operator === undefined)
      throw mongoError(51270, 'An empty sub-projection is not a valid value. Found empty object at path');
    if (isDoc(value) && operator !== undefined && !operator.startsWith('$')) {
      parseInto(tree, value, path, found);
      continue;
    }
    const special = isDoc(value) && operator !== undefined ? parseOperator(operator, value[operator]) : undefined;
    if (special) {
      if (special.kind === 'elemMatch') found.elemMatch = true;
      setRule(tree, parts, special, path);
      continue;
    }
    if (operator !== undefined && !MONGO_EXPRESSIONS.has(operator)) {
      throw mongoError(31325, `Unknown expression ${operator}`);
    }
    throw notSupported(`A computed field in a projection (${path}: ${operator ?? show(value)})`);
  }
};

/** Reads a projection of `find`; throws MongoDB's codes for what cannot be mixed or is unknown, 238 for what is computed. */
export const parseProjection = (spec: unknown): Projection | undefined => {
  if (spec === undefined || spec === null) return undefined;
  if (!isDoc(spec)) throw mongoError(14, `Expected field projection to be of type object, found ${typeName(spec)}`);
  if (Object.keys(spec).length === 0) return undefined;
  const tree: Tree = new Map();
  const found: Found = {
    included: undefined,
    excluded: undefined,
    id: undefined,
    positional: undefined,
    elemMatch: false,
  };
  parseInto(tree, spec, '', found);
  if (found.included !== undefined && found.excluded !== undefined) {
    const first = Object.keys(spec).find((key) => key !== '_id');
    throw first === found.excluded
      ? mongoError(31253, `Cannot do inclusion on field ${found.included} in exclusion projection`)
      : mongoError(31254, `Cannot do exclusion on field ${found.excluded} in inclusion projection`);
  }
  const including =
    found.included !== undefined ||
    (found.excluded === undefined && (found.elemMatch || (found.id === true && tree.size === 0)));
  const idIsComputed = tree.has('_id');
  return {
    tree,
    mode: including ? 'include' : 'exclude',
    id: idIsComputed ? false : (found.id ?? true),
    positional: found.positional,
  };
};

const sliceOf = (value: unknown, rule: Rule & { kind: 'slice' }): unknown => {
  if (!Array.isArray(value)) return value;
  if (rule.skip === undefined) return rule.limit >= 0 ? value.slice(0, rule.limit) : value.slice(rule.limit);
  const start = rule.skip >= 0 ? rule.skip : Math.max(0, value.length + rule.skip);
  return value.slice(start, start + rule.limit);
};

const firstMatch = (value: unknown, filter: Filter): unknown => {
  if (!Array.isArray(value)) return MISSING;
  const ofValue = 'path' in filter && filter.path === 'v';
  const found: unknown = value.find((item: unknown) =>
    ofValue || !isDoc(item) ? ofValue && matchesValue(filter, item) : matches(filter, item),
  );
  return found === undefined ? MISSING : [found];
};

interface Run {
  readonly mode: 'include' | 'exclude';
  readonly place: number | undefined;
}

const applyRule = (value: unknown, rule: Rule, run: Run): unknown => {
  switch (rule.kind) {
    case 'include':
      return value;
    case 'exclude':
      return MISSING;
    case 'tree':
      return applyTree(value, rule.tree, run);
    case 'slice':
      return sliceOf(value, rule);
    case 'elemMatch':
      return firstMatch(value, rule.filter);
    case 'positional': {
      if (!Array.isArray(value)) return value;
      if (run.place === undefined)
        throw mongoError(
          51246,
          "Executor error during find command :: caused by :: positional operator '.$' couldn't find a matching element in the array",
        );
      return [(value as unknown[])[run.place]];
    }
  }
};

const applyTree = (value: unknown, tree: Tree, run: Run): unknown => {
  if (Array.isArray(value)) {
    return value.map((item: unknown) => applyTree(item, tree, run)).filter((item) => item !== MISSING);
  }
  if (!isDoc(value)) return run.mode === 'include' ? MISSING : value;
  const out: Doc = {};
  for (const [key, inner] of Object.entries(value)) {
    const rule = tree.get(key);
    const kept = rule ? applyRule(inner, rule, run) : run.mode === 'include' ? MISSING : inner;
    if (kept !== MISSING) out[key] = kept;
  }
  return out;
};

/** The top-level fields that a projection can show; undefined where it takes the whole document to tell. */
export const keptFields = ({ tree, mode, positional }: Projection): ReadonlySet<string> | undefined =>
  mode === 'include' && positional === undefined ? new Set(['_id', ...tree.keys()]) : undefined;

/** A document as the projection shows it. `filter` is the query that found it, for the positional `.$`. */
export const project = (projection: Projection | undefined, doc: Doc, filter?: Filter): Doc => {
  if (!projection) return doc;
  const { tree, mode, positional } = projection;
  const place = positional !== undefined && filter ? matchedPlace(filter, doc, positional) : undefined;
  const run: Run = { mode, place };
  const { _id, ...rest } = doc;
  const out: Doc = projection.id && _id !== undefined ? { _id } : {};
  const source = tree.has('_id') ? doc : rest;
  Object.assign(out, applyTree(source, tree, run));
  return out;
};
