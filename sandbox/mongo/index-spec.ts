import { mongoError, notSupported } from './errors.ts';
import { type Filter, parseFilter } from './filter.ts';
import { isPlace } from './paths.ts';
import { type Doc, isDoc, isNumeric, isTruthy, show, toNumber, typeName } from './values.ts';
import { compareValues, equalValues } from './compare.ts';

/** One field of an index. */
export interface IndexField {
  readonly path: string;
  readonly parts: readonly string[];
  readonly descending: boolean;
}

/** A checked index specification, without what belongs to the stored index. */
export interface IndexSpec {
  readonly name: string;
  readonly key: Doc;
  readonly fields: readonly IndexField[];
  readonly unique: boolean;
  readonly sparse: boolean;
  readonly partial: Doc | undefined;
  readonly partialFilter: Filter | undefined;
}

const IGNORED = new Set(['background', 'v', 'ns']);
const REFUSED = [
  'expireAfterSeconds',
  'collation',
  'hidden',
  'storageEngine',
  'wildcardProjection',
  'weights',
  'default_language',
  'language_override',
  'textIndexVersion',
  '2dsphereIndexVersion',
  'bits',
  'min',
  'max',
  'bucketSize',
  'prepareUnique',
  'clustered',
];
const NAMED_TYPES = ['text', '2d', '2dsphere', 'hashed', 'geoHaystack', 'columnstore', 'wildcard'];

/** Fields of an index key; refuses (67) special index types and paths that this server cannot order. */
export const parseKey = (key: unknown): IndexField[] => {
  if (!isDoc(key)) throw mongoError(14, `The field 'key' must be an object, but got ${typeName(key)}`);
  const fields = Object.entries(key).map(([path, order]): IndexField => {
    if (typeof order === 'string') {
      const known = NAMED_TYPES.includes(order);
      throw mongoError(67, `Unknown index plugin '${order}'${known ? ' (not supported by the embedded MongoDB)' : ''}`);
    }
    const direction = isNumeric(order) ? toNumber(order) : undefined;
    if (direction === undefined || Number.isNaN(direction)) {
      throw mongoError(
        67,
        `Values in v:2 index key pattern cannot be of type ${typeName(order)}. Only numbers > 0, numbers < 0, and strings are allowed.`,
      );
    }
    if (direction === 0) throw mongoError(67, 'Values in the index key pattern cannot be 0.');
    if (path === '') throw mongoError(67, 'Index keys cannot be an empty field.');
    const parts = path.split('.');
    if (parts.some((part) => part.startsWith('$'))) {
      if (path.includes('$**'))
        throw mongoError(67, "Unknown index plugin 'wildcard' (not supported by the embedded MongoDB)");
      throw mongoError(67, `Index key contains an illegal field name: field name starts with '$'.`);
    }
    if (parts.includes('')) throw mongoError(67, 'Index keys cannot contain an empty field.');
    if (parts.some(isPlace)) throw notSupported(`An index on a place in an array (${path})`);
    return { path, parts, descending: direction < 0 };
  });
  if (fields.length === 0) throw mongoError(67, 'Index keys cannot be empty.');
  if (fields.length > 32) throw mongoError(67, `Index key pattern has ${fields.length} fields, at most 32 are allowed`);
  return fields;
};

const ALLOWED_IN_PARTIAL: ReadonlySet<string> = new Set(['compare', 'in', 'exists', 'type']);

const checkPartial = (filter: Filter): void => {
  if (filter.kind === 'and' || filter.kind === 'or') filter.filters.forEach(checkPartial);
  else if (!ALLOWED_IN_PARTIAL.has(filter.kind)) {
    const name = filter.kind === 'not' ? '$ne, $nin, $not or $exists: false' : filter.kind;
    throw mongoError(67, `Expression not supported in partial index: ${name}`);
  }
};

const flag = (spec: Doc, name: string): boolean => {
  const value = spec[name];
  if (value === undefined) return false;
  if (typeof value !== 'boolean' && !isNumeric(value)) {
    throw mongoError(14, `The field '${name}' has value ${name}: ${show(value)}, which is not convertible to bool`);
  }
  return isTruthy(value);
};

const checkOption = (name: string, value: unknown): void => {
  if (['key', 'name', 'unique', 'sparse', 'partialFilterExpression'].includes(name) || IGNORED.has(name)) return;
  if (name === 'collation' && isDoc(value) && value['locale'] === 'simple') return;
  if ((name === 'hidden' || name === 'prepareUnique') && value === false) return;
  if (REFUSED.includes(name)) throw notSupported(`The index option '${name}'`);
  throw mongoError(197, `The field '${name}' is not valid for an index specification.`);
};

/** Checks one entry of `createIndexes` and reads it. Throws 9, 14, 67, 197 or 238. */
export const parseIndexSpec = (spec: unknown): IndexSpec => {
  if (!isDoc(spec)) throw mongoError(14, 'The elements of the indexes array must be objects');
  for (const [name, value] of Object.entries(spec)) checkOption(name, value);
  if (!('key' in spec)) throw mongoError(9, "The 'key' field is a required property of an index specification");
  const fields = parseKey(spec['key']);
  const name = spec['name'];
  if (name === undefined) throw mongoError(9, "The 'name' field is a required property of an index specification");
  if (typeof name !== 'string') throw mongoError(14, `The field 'name' must be a string, but got ${typeName(name)}`);
  if (name === '' || name === '*') throw mongoError(67, `The index name '${name}' is not valid.`);
  const version = spec['v'] === undefined ? 2 : toNumber(spec['v']);
  if (version !== 2) throw notSupported(`Index version ${show(spec['v'])}`);
  const partial = spec['partialFilterExpression'];
  if (partial !== undefined && !isDoc(partial)) {
    throw mongoError(14, `The field 'partialFilterExpression' must be an object, but got ${typeName(partial)}`);
  }
  const partialFilter = partial === undefined ? undefined : parseFilter(partial);
  if (partialFilter) checkPartial(partialFilter);
  const sparse = flag(spec, 'sparse');
  if (sparse && partial) throw mongoError(67, 'cannot mix "partialFilterExpression" and "sparse" options');
  return { name, key: spec['key'] as Doc, fields, unique: flag(spec, 'unique'), sparse, partial, partialFilter };
};

/** The specification as `listIndexes` shows it. */
export const showSpec = (spec: IndexSpec): Doc => ({
  v: 2,
  key: spec.key,
  name: spec.name,
  ...(spec.unique && spec.name !== '_id_' ? { unique: true } : {}),
  ...(spec.sparse ? { sparse: true } : {}),
  ...(spec.partial ? { partialFilterExpression: spec.partial } : {}),
});

export const sameKey = (a: readonly IndexField[], b: readonly IndexField[]): boolean =>
  a.length === b.length && a.every((field, i) => field.path === b[i]?.path && field.descending === b[i].descending);

/** MongoDB's signature of an index: key, partial filter, unique, sparse. Two indexes may not share it. */
export const sameSignature = (a: IndexSpec, b: IndexSpec): boolean =>
  sameKey(a.fields, b.fields) &&
  a.unique === b.unique &&
  a.sparse === b.sparse &&
  (a.partial && b.partial ? equalValues(a.partial, b.partial) : a.partial === b.partial);

/** True when both say the same, name included. */
export const sameSpec = (a: IndexSpec, b: IndexSpec): boolean =>
  a.name === b.name && sameSignature(a, b) && compareValues(a.key, b.key) === 0;
