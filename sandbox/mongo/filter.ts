import { BSONRegExp } from 'bson';
import { mongoError, notSupported } from './errors.ts';
import { toRegExp } from './regex.ts';
import { type Doc, isDoc, isNumeric, isRegex, show, toNumber, typeName } from './values.ts';

export type Comparison = 'eq' | 'gt' | 'gte' | 'lt' | 'lte';

/** One condition on one path. */
export type Leaf =
  | { kind: 'compare'; path: string; parts: string[]; op: Comparison; value: unknown }
  | { kind: 'in'; path: string; parts: string[]; values: unknown[]; regexes: { source: BSONRegExp; regex: RegExp }[] }
  | { kind: 'regex'; path: string; parts: string[]; source: BSONRegExp; regex: RegExp }
  | { kind: 'exists'; path: string; parts: string[] }
  | { kind: 'type'; path: string; parts: string[]; types: ReadonlySet<string> }
  | { kind: 'size'; path: string; parts: string[]; size: number }
  | { kind: 'mod'; path: string; parts: string[]; divisor: number; remainder: number }
  | { kind: 'elemDoc'; path: string; parts: string[]; filter: Filter }
  | { kind: 'elemValue'; path: string; parts: string[]; filter: Filter };

/** A parsed filter. An empty `and` matches everything. */
export type Filter =
  Leaf | { kind: 'and' | 'or' | 'nor'; filters: Filter[] } | { kind: 'not'; filter: Filter } | { kind: 'never' };

const MISSING_HERE = [
  '$expr',
  '$where',
  '$text',
  '$near',
  '$nearSphere',
  '$geoWithin',
  '$geoIntersects',
  '$within',
  '$jsonSchema',
];
const BITS = ['$bitsAllSet', '$bitsAllClear', '$bitsAnySet', '$bitsAnyClear'];
const TYPES: Readonly<Record<string, number>> = {
  double: 1,
  string: 2,
  object: 3,
  array: 4,
  binData: 5,
  undefined: 6,
  objectId: 7,
  bool: 8,
  date: 9,
  null: 10,
  regex: 11,
  javascript: 13,
  int: 16,
  timestamp: 17,
  long: 18,
  decimal: 19,
  minKey: -1,
  maxKey: 127,
};
const NUMBER_TYPES = ['int', 'long', 'double', 'decimal'];

const parseTypes = (value: unknown): ReadonlySet<string> => {
  const names = new Set<string>();
  for (const one of Array.isArray(value) ? (value as unknown[]) : [value]) {
    if (one === 'number') NUMBER_TYPES.forEach((name) => names.add(name));
    else if (typeof one === 'string') {
      if (!(one in TYPES)) throw mongoError(2, `Unknown type name alias: ${one}`);
      names.add(one);
    } else {
      const found = Object.entries(TYPES).find(([, code]) => code === toNumber(one));
      if (!found) throw mongoError(2, `Invalid numerical type code: ${show(one)}`);
      names.add(found[0]);
    }
  }
  if (names.size === 0) throw mongoError(9, 'a must match at least one type');
  return names;
};

const wholeNumber = (value: unknown, what: string): number => {
  const number = toNumber(value);
  if (number === undefined) throw mongoError(9, `Failed to parse ${what}. Expected a number in: ${show(value)}`);
  if (!Number.isInteger(number)) throw mongoError(9, `Failed to parse ${what}. Expected an integer: ${show(value)}`);
  return number;
};

const parseMod = (path: string, parts: string[], value: unknown): Filter => {
  if (!Array.isArray(value)) throw mongoError(2, 'malformed mod, needs to be an array');
  if (value.length !== 2)
    throw mongoError(2, `malformed mod, ${value.length < 2 ? 'not enough' : 'too many'} elements`);
  const [divisor, remainder] = value.map((one: unknown) => Math.trunc(toNumber(one) ?? Number.NaN));
  if (!Number.isFinite(divisor)) throw mongoError(2, 'malformed mod, divisor not a number');
  if (!Number.isFinite(remainder)) throw mongoError(2, 'malformed mod, remainder not a number');
  if (divisor === 0) throw mongoError(2, 'divisor cannot be 0');
  return { kind: 'mod', path, parts, divisor: divisor ?? 1, remainder: remainder ?? 0 };
};

const refuseOperator = (name: string): never => {
  if (MISSING_HERE.includes(name) || BITS.includes(name)) throw notSupported(`The query operator ${name}`);
  throw mongoError(2, `unknown operator: ${name}`);
};

const regexLeaf = (path: string, parts: string[], source: BSONRegExp): Leaf => ({
  kind: 'regex',
  path,
  parts,
  source,
  regex: toRegExp(source),
});

const parseRegex = (path: string, parts: string[], expression: Doc): Filter => {
  const value = expression['$regex'];
  const options = expression['$options'];
  if (value === undefined) throw mongoError(2, '$options needs a $regex');
  if (typeof value !== 'string' && !isRegex(value)) throw mongoError(2, '$regex has to be a string');
  if (options !== undefined && typeof options !== 'string') throw mongoError(2, '$options has to be a string');
  if (typeof value === 'string') return regexLeaf(path, parts, new BSONRegExp(value, options ?? ''));
  if (options !== undefined && value.options !== '') {
    throw mongoError(51075, 'options set in both $regex and $options');
  }
  return regexLeaf(path, parts, new BSONRegExp(value.pattern, options ?? value.options));
};

const parseIn = (name: string, path: string, parts: string[], value: unknown): Filter => {
  if (!Array.isArray(value)) throw mongoError(2, `${name} needs an array`);
  const values: unknown[] = [];
  const regexes: { source: BSONRegExp; regex: RegExp }[] = [];
  for (const one of value as unknown[]) {
    if (isDoc(one) && Object.keys(one)[0]?.startsWith('$')) throw mongoError(2, `cannot nest $ under ${name}`);
    if (isRegex(one)) regexes.push({ source: one, regex: toRegExp(one) });
    else values.push(one);
  }
  return { kind: 'in', path, parts, values, regexes };
};

const parseElemMatch = (path: string, parts: string[], value: unknown): Filter => {
  if (!isDoc(value)) throw mongoError(2, '$elemMatch needs an Object');
  const first = Object.keys(value)[0];
  const ofValue = first?.startsWith('$') && !['$and', '$or', '$nor', '$where', '$expr'].includes(first);
  return ofValue
    ? { kind: 'elemValue', path, parts, filter: parseOperators('', [], value) }
    : { kind: 'elemDoc', path, parts, filter: parseFilter(value) };
};

const parseAll = (path: string, parts: string[], value: unknown): Filter => {
  if (!Array.isArray(value)) throw mongoError(2, '$all needs an array');
  if (value.length === 0) return { kind: 'never' };
  const filters = (value as unknown[]).map((one): Filter => {
    if (isDoc(one)) {
      const first = Object.keys(one)[0];
      if (first === '$elemMatch') return parseElemMatch(path, parts, one['$elemMatch']);
      if (first?.startsWith('$')) throw mongoError(2, 'no $ expressions in $all');
    }
    return isRegex(one) ? regexLeaf(path, parts, one) : { kind: 'compare', path, parts, op: 'eq', value: one };
  });
  return { kind: 'and', filters };
};

const parseNot = (path: string, parts: string[], value: unknown): Filter => {
  if (isRegex(value)) return { kind: 'not', filter: regexLeaf(path, parts, value) };
  if (!isDoc(value)) throw mongoError(2, '$not needs a regex or a document');
  if (Object.keys(value).length === 0) throw mongoError(2, '$not cannot be empty');
  return { kind: 'not', filter: parseOperators(path, parts, value) };
};

const COMPARISONS: Readonly<Record<string, Comparison>> = {
  $eq: 'eq',
  $gt: 'gt',
  $gte: 'gte',
  $lt: 'lt',
  $lte: 'lte',
};

const parseComparison = (path: string, parts: string[], name: string, value: unknown): Filter => {
  const op = COMPARISONS[name] ?? 'eq';
  if (value === undefined) throw mongoError(2, 'cannot compare to undefined');
  if (isRegex(value) && op !== 'eq') throw mongoError(2, `Can't have RegEx as arg to predicate over field '${path}'.`);
  return { kind: 'compare', path, parts, op, value };
};

const parseOperator = (path: string, parts: string[], name: string, expression: Doc): Filter | undefined => {
  const value = expression[name];
  switch (name) {
    case '$eq':
    case '$gt':
    case '$gte':
    case '$lt':
    case '$lte':
      return parseComparison(path, parts, name, value);
    case '$ne':
      if (isRegex(value)) throw mongoError(2, `Can't have regex as arg to $ne.`);
      return { kind: 'not', filter: parseComparison(path, parts, '$eq', value) };
    case '$in':
      return parseIn(name, path, parts, value);
    case '$nin':
      return { kind: 'not', filter: parseIn(name, path, parts, value) };
    case '$exists': {
      const exists: Filter = { kind: 'exists', path, parts };
      const wanted =
        value === true || (value !== false && value !== null && (!isNumeric(value) || toNumber(value) !== 0));
      return wanted ? exists : { kind: 'not', filter: exists };
    }
    case '$type':
      return { kind: 'type', path, parts, types: parseTypes(value) };
    case '$size': {
      const size = wholeNumber(value, '$size');
      if (size < 0) throw mongoError(9, `Failed to parse $size. Expected a non-negative number in: $size: ${size}`);
      return { kind: 'size', path, parts, size };
    }
    case '$all':
      return parseAll(path, parts, value);
    case '$elemMatch':
      return parseElemMatch(path, parts, value);
    case '$mod':
      return parseMod(path, parts, value);
    case '$regex':
      return parseRegex(path, parts, expression);
    case '$options':
      if (expression['$regex'] === undefined) throw mongoError(2, '$options needs a $regex');
      return undefined;
    case '$not':
      return parseNot(path, parts, value);
    default:
      return refuseOperator(name);
  }
};

const parseOperators = (path: string, parts: string[], expression: Doc): Filter => {
  const filters: Filter[] = [];
  for (const name of Object.keys(expression)) {
    if (!name.startsWith('$')) throw mongoError(2, `unknown operator: ${name}`);
    const filter = parseOperator(path, parts, name, expression);
    if (filter) filters.push(filter);
  }
  return filters.length === 1 && filters[0] ? filters[0] : { kind: 'and', filters };
};

const parseField = (path: string, value: unknown): Filter => {
  const parts = path.split('.');
  if (isRegex(value)) return regexLeaf(path, parts, value);
  if (isDoc(value)) {
    const first = Object.keys(value)[0];
    if (first?.startsWith('$') && !['$ref', '$id', '$db'].includes(first)) return parseOperators(path, parts, value);
  }
  if (value === undefined) throw mongoError(2, 'cannot compare to undefined');
  return { kind: 'compare', path, parts, op: 'eq', value };
};

const parseLogical = (name: '$and' | '$or' | '$nor', value: unknown): Filter => {
  if (!Array.isArray(value)) throw mongoError(2, `${name} must be an array`);
  if (value.length === 0) throw mongoError(2, `$and/$or/$nor must be a nonempty array`);
  const filters = (value as unknown[]).map((one) => {
    if (!isDoc(one)) throw mongoError(2, '$or/$and/$nor entries need to be full objects');
    return parseFilter(one);
  });
  return { kind: name.slice(1) as 'and' | 'or' | 'nor', filters };
};

const parseTop = (name: string, value: unknown): Filter | undefined => {
  switch (name) {
    case '$and':
    case '$or':
    case '$nor':
      return parseLogical(name, value);
    case '$comment':
      return undefined;
    default:
      if (MISSING_HERE.includes(name)) throw notSupported(`The query operator ${name}`);
      throw mongoError(
        2,
        `unknown top level operator: ${name}. If you have a field name that starts with a '$' symbol, consider using $getField or $setField.`,
      );
  }
};

/** Parses a filter; throws MongoDB's refusal (2, 9) for what it does not know, 238 for what only MongoDB knows. */
export const parseFilter = (filter: unknown): Filter => {
  if (!isDoc(filter)) throw mongoError(14, `Expected a filter document, found ${typeName(filter)}`);
  const filters: Filter[] = [];
  for (const [name, value] of Object.entries(filter)) {
    const parsed = name.startsWith('$') ? parseTop(name, value) : parseField(name, value);
    if (parsed) filters.push(parsed);
  }
  return filters.length === 1 && filters[0] ? filters[0] : { kind: 'and', filters };
};
