import type { Filter, Leaf } from './filter.ts';
import { compareValues } from './compare.ts';
import { somePathValue } from './paths.ts';
import { equalRegex, isDoc, isMaxKey, isMinKey, isNumeric, MISSING, rankOf, toNumber, typeName } from './values.ts';

const isNullish = (value: unknown): boolean => value === MISSING || value === null;

/** MongoDB's comparison in queries: only within one type, except that null means missing too, and MinKey and MaxKey. */
const compares = (value: unknown, op: string, wanted: unknown): boolean => {
  if (wanted === null) return op !== 'gt' && op !== 'lt' && isNullish(value);
  if (value === MISSING) return false;
  const across = op !== 'eq' && (isMinKey(wanted) || isMaxKey(wanted));
  if (!across && rankOf(value) !== rankOf(wanted)) return false;
  const order = compareValues(value, wanted);
  if (op === 'eq') return order === 0;
  if (isNumeric(wanted) && Number.isNaN(toNumber(value)) !== Number.isNaN(toNumber(wanted))) return false;
  if (op === 'gt') return order > 0;
  if (op === 'gte') return order >= 0;
  return op === 'lt' ? order < 0 : order <= 0;
};

const testMod = (value: unknown, divisor: number, remainder: number): boolean => {
  const number = isNumeric(value) ? toNumber(value) : undefined;
  if (number === undefined || !Number.isFinite(number)) return false;
  return Math.trunc(number) % divisor === remainder % divisor;
};

/** Does one single value (no looking into arrays) satisfy the condition? */
const testLeaf = (leaf: Leaf, value: unknown): boolean => {
  switch (leaf.kind) {
    case 'compare':
      return compares(value, leaf.op, leaf.value);
    case 'in':
      return (
        leaf.values.some((wanted) => compares(value, 'eq', wanted)) ||
        leaf.regexes.some((one) => (typeof value === 'string' ? one.regex.test(value) : equalRegex(value, one.source)))
      );
    case 'regex':
      return typeof value === 'string' ? leaf.regex.test(value) : equalRegex(value, leaf.source);
    case 'exists':
      return value !== MISSING;
    case 'type':
      return value !== MISSING && leaf.types.has(typeName(value));
    case 'size':
      return Array.isArray(value) && value.length === leaf.size;
    case 'mod':
      return testMod(value, leaf.divisor, leaf.remainder);
    case 'elemDoc':
      return Array.isArray(value) && value.some((item: unknown) => elementMatches(leaf.filter, item));
    case 'elemValue':
      return Array.isArray(value) && value.some((item: unknown) => matchesValue(leaf.filter, item));
  }
};

/** An array in an array counts as a document whose fields are its places. */
const elementMatches = (filter: Filter, item: unknown): boolean =>
  Array.isArray(item) ? matches(filter, Object.fromEntries(item.entries())) : isDoc(item) && matches(filter, item);

const WHOLE: ReadonlySet<string> = new Set(['exists', 'size', 'elemDoc', 'elemValue']);

/** Does a document satisfy a filter? */
export const matches = (filter: Filter, doc: object): boolean => {
  switch (filter.kind) {
    case 'and':
      return filter.filters.every((one) => matches(one, doc));
    case 'or':
      return filter.filters.some((one) => matches(one, doc));
    case 'nor':
      return !filter.filters.some((one) => matches(one, doc));
    case 'not':
      return !matches(filter.filter, doc);
    case 'never':
      return false;
    default:
      return somePathValue(doc, filter.parts, !WHOLE.has(filter.kind), (value) => testLeaf(filter, value));
  }
};

/** Does one value (an array's element, in `$elemMatch` or `$pull`) satisfy conditions that have no path? */
export const matchesValue = (filter: Filter, value: unknown): boolean => {
  switch (filter.kind) {
    case 'and':
      return filter.filters.every((one) => matchesValue(one, value));
    case 'or':
      return filter.filters.some((one) => matchesValue(one, value));
    case 'nor':
      return !filter.filters.some((one) => matchesValue(one, value));
    case 'not':
      return !matchesValue(filter.filter, value);
    case 'never':
      return false;
    default:
      return testLeaf(filter, value);
  }
};

/** Where in the array at `path` the filter matched first: what the positional `$` stands for; undefined for nowhere. */
export const matchedPlace = (filter: Filter, doc: object, path: string): number | undefined => {
  if (filter.kind === 'and' || filter.kind === 'or') {
    let found: number | undefined;
    for (const one of filter.filters) found = matchedPlace(one, doc, path) ?? found;
    return found;
  }
  if (!('path' in filter)) return undefined;
  const inside = filter.path === path || filter.path.startsWith(`${path}.`);
  if (!inside) return undefined;
  let place: number | undefined;
  somePathValue(doc, path.split('.'), false, (value) => {
    if (!Array.isArray(value)) return false;
    const rest = filter.path.slice(path.length + 1);
    const at = value.findIndex((item: unknown) => placeMatches(filter, rest, item));
    if (at < 0) return false;
    place = at;
    return true;
  });
  return place;
};

const placeMatches = (leaf: Leaf, rest: string, item: unknown): boolean => {
  if (rest !== '') return isDoc(item) && matches({ ...leaf, path: rest, parts: rest.split('.') }, item);
  if (leaf.kind === 'elemDoc') return isDoc(item) && matches(leaf.filter, item);
  if (leaf.kind === 'elemValue') return matchesValue(leaf.filter, item);
  return testLeaf(leaf, item);
};
