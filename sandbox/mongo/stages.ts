import { Int32 } from 'bson';
import { compareValues } from './compare.ts';
import { mongoError, notSupported } from './errors.ts';
import { evaluate } from './expression.ts';
import { checkExpression } from './expression-check.ts';
import { parseFilter } from './filter.ts';
import { group, unwind } from './group-stages.ts';
import { MONGO_STAGES } from './known-names.ts';
import { matches } from './match.ts';
import { fieldOf } from './paths.ts';
import { parseProjection, project } from './projection.ts';
import { parseSort, sortBy } from './sort.ts';
import { type Doc, isDoc, isNumeric, MISSING, show, toNumber, typeName } from './values.ts';

/** One step of a pipeline. */
export type Stage = (docs: Iterable<Doc>) => Iterable<Doc>;

function* mapped(docs: Iterable<Doc>, map: (doc: Doc) => Doc): Generator<Doc> {
  for (const doc of docs) yield map(doc);
}

function* filtered(docs: Iterable<Doc>, keep: (doc: Doc) => boolean): Generator<Doc> {
  for (const doc of docs) if (keep(doc)) yield doc;
}

function* sliced(docs: Iterable<Doc>, skip: number, limit: number): Generator<Doc> {
  let at = 0;
  if (limit <= 0) return;
  for (const doc of docs) {
    if (at++ >= skip) yield doc;
    if (at >= skip + limit) return;
  }
}

/* Reads everything before it, but only once it is asked. */
function* gathered(docs: Iterable<Doc>, make: (all: Doc[]) => Iterable<Doc>): Generator<Doc> {
  yield* make([...docs]);
}

/** A whole number for `$skip` and `$limit`. */
export const stageNumber = (name: string, value: unknown, least: number): number => {
  const number = isNumeric(value) ? toNumber(value) : undefined;
  if (number === undefined || !Number.isInteger(number)) {
    throw mongoError(
      name === '$limit' ? 2107201 : 5107200,
      `invalid argument to ${name} stage: Expected an integer: ${name}: ${show(value)}`,
    );
  }
  if (number < least) {
    if (name === '$limit' && number === 0) throw mongoError(15958, 'the limit must be positive');
    throw mongoError(
      name === '$limit' ? 2107201 : 5107200,
      `invalid argument to ${name} stage: Expected a non-negative number in: ${name}: ${number}`,
    );
  }
  return number;
};

const addFields = (name: string, spec: unknown): Stage => {
  if (!isDoc(spec)) throw mongoError(40272, `${name} specification stage must be an object, got ${typeName(spec)}`);
  if (Object.keys(spec).length === 0) throw mongoError(40177, `${name} specification must have at least one field`);
  const fields = Object.entries(spec).map(([path, expression]) => {
    const parts = path.split('.');
    if (parts.includes('')) throw mongoError(40353, `FieldPath must not contain an empty field: '${path}'`);
    if (path.startsWith('$'))
      throw mongoError(16410, `FieldPath field names may not start with '$'. Consider using $getField or $setField.`);
    checkExpression(expression);
    return { parts, expression };
  });
  const set = (holder: unknown, parts: readonly string[], value: unknown): unknown => {
    const [first = '', ...rest] = parts;
    if (Array.isArray(holder)) return holder.map((item: unknown) => set(item, parts, value));
    const out: Doc = isDoc(holder) ? { ...holder } : {};
    const inner = rest.length === 0 ? value : set(fieldOf(out, first), rest, value);
    if (inner === MISSING) Reflect.deleteProperty(out, first);
    else out[first] = inner;
    return out;
  };
  return (docs) =>
    mapped(docs, (doc) => {
      let out = doc;
      for (const { parts, expression } of fields) out = set(out, parts, evaluate(expression, doc)) as Doc;
      return out;
    });
};

const unset = (spec: unknown): Stage => {
  const paths = Array.isArray(spec) ? (spec as unknown[]) : [spec];
  if (paths.length === 0 || paths.some((path) => typeof path !== 'string' || path === '')) {
    throw mongoError(31002, '$unset specification must be a string or an array containing only string values');
  }
  const projection = parseProjection(Object.fromEntries(paths.map((path) => [path, false])), 'stage');
  return (docs) => mapped(docs, (doc) => project(projection, doc));
};

const replaceRoot = (name: string, expression: unknown): Stage => {
  checkExpression(expression);
  return (docs) =>
    mapped(docs, (doc) => {
      const value = evaluate(expression, doc);
      if (isDoc(value)) return value;
      throw mongoError(
        40228,
        `'${name === '$replaceRoot' ? 'newRoot' : 'replacement document'}' expression must evaluate to an object, but resulting value was: ${value === MISSING ? 'MISSING' : show(value)}`,
      );
    });
};

const replaceRootSpec = (spec: unknown): unknown => {
  if (!isDoc(spec))
    throw mongoError(40229, `expected an object as specification for $replaceRoot stage, got ${typeName(spec)}`);
  const unknown = Object.keys(spec).find((key) => key !== 'newRoot');
  if (unknown !== undefined) throw mongoError(40415, `BSON field '$replaceRoot.${unknown}' is an unknown field.`);
  if (!('newRoot' in spec))
    throw mongoError(40414, "BSON field '$replaceRoot.newRoot' is missing but a required field");
  return spec['newRoot'];
};

const countInto = (name: unknown): Stage => {
  if (typeof name !== 'string' || name === '') throw mongoError(40156, 'the count field must be a non-empty string');
  if (name.startsWith('$')) throw mongoError(40158, 'the count field cannot be a $-prefixed path');
  if (name.includes('.')) throw mongoError(40160, "the count field cannot contain '.'");
  return (docs) => gathered(docs, (all) => (all.length > 0 ? [{ [name]: new Int32(all.length) }] : []));
};

const sortByCount = (expression: unknown): Stage => {
  const grouped = group({ _id: expression, count: { $sum: new Int32(1) } });
  return (docs) => gathered(grouped(docs), (all) => all.sort((a, b) => compareValues(b['count'], a['count'])));
};

const parsers: Readonly<Record<string, (spec: unknown) => Stage>> = {
  $match: (spec) => {
    if (!isDoc(spec)) throw mongoError(15959, 'the match filter must be an expression in an object');
    const filter = parseFilter(spec);
    return (docs) => filtered(docs, (doc) => matches(filter, doc));
  },
  $sort: (spec) => {
    const sort = parseSort(spec);
    if (sort.length === 0) throw mongoError(15976, '$sort stage must have at least one sort key');
    return (docs) => gathered(docs, (all) => sortBy(all, (doc) => doc, sort));
  },
  $skip: (spec) => {
    const skip = stageNumber('$skip', spec, 0);
    return (docs) => sliced(docs, skip, Number.MAX_SAFE_INTEGER);
  },
  $limit: (spec) => {
    const limit = stageNumber('$limit', spec, 1);
    return (docs) => sliced(docs, 0, limit);
  },
  $project: (spec) => {
    if (!isDoc(spec)) throw mongoError(15969, '$project specification must be an object');
    const projection = parseProjection(spec, 'stage');
    if (!projection)
      throw mongoError(51272, 'Invalid $project :: caused by :: projection specification must have at least one field');
    return (docs) => mapped(docs, (doc) => project(projection, doc));
  },
  $addFields: (spec) => addFields('$addFields', spec),
  $set: (spec) => addFields('$set', spec),
  $unset: unset,
  $replaceRoot: (spec) => replaceRoot('$replaceRoot', replaceRootSpec(spec)),
  $replaceWith: (spec) => replaceRoot('$replaceWith', spec),
  $group: group,
  $unwind: unwind,
  $count: countInto,
  $sortByCount: sortByCount,
};

/** A stage's name and specification; 40323 where it is not exactly one. */
export const stageOf = (stage: unknown): { name: string; spec: unknown } => {
  if (!isDoc(stage)) throw mongoError(14, "Each element of the 'pipeline' array must be an object");
  const [name, ...more] = Object.keys(stage);
  if (name === undefined || more.length > 0) {
    throw mongoError(40323, 'A pipeline stage specification object must contain exactly one field.');
  }
  return { name, spec: stage[name] };
};

/** Reads a stage; 40324 for a name MongoDB does not know, 238 for one that only MongoDB knows. */
export const parseStage = (stage: unknown): Stage => {
  const { name, spec } = stageOf(stage);
  const parse = Object.hasOwn(parsers, name) ? parsers[name] : undefined;
  if (parse) return parse(spec);
  if (MONGO_STAGES.has(name)) throw notSupported(`The aggregation stage ${name}`);
  throw mongoError(40324, `Unrecognized pipeline stage name: '${name}'`);
};
