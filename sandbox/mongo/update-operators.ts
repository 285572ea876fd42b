import { Int32, Timestamp } from 'bson';
import { compareValues, equalValues } from './compare.ts';
import { mongoError } from './errors.ts';
import { type Filter, parseFilter } from './filter.ts';
import { matches, matchesValue } from './match.ts';
import { calculate } from './numbers.ts';
import { parseSort, sortBy } from './sort.ts';
import { copy, type Doc, isDoc, isNumeric, isRegex, MISSING, show, toNumber, typeName } from './values.ts';

/** Where an operator is applied, for its error messages. */
export interface Place {
  readonly path: string;
  readonly field: string;
  readonly id: unknown;
  readonly now: Date;
}

/** New value for the old one (`MISSING`: not there); returning `MISSING` takes the field away, or leaves it away. */
type Apply = (old: unknown, value: unknown, place: Place) => unknown;

const nonNumeric = (operator: string, old: unknown, place: Place): Error =>
  mongoError(
    14,
    `Cannot apply ${operator} to a value of non-numeric type. {_id: ${show(place.id)}} has the field '${place.field}' of non-numeric type ${typeName(old)}`,
  );

const arithmetic =
  (operator: string, doubles: (a: number, b: number) => number, integers: (a: bigint, b: bigint) => bigint): Apply =>
  (old, value, place) => {
    if (!isNumeric(old)) throw nonNumeric(operator, old, place);
    return calculate(operator, old, value, doubles, integers);
  };

const add = arithmetic(
  '$inc',
  (a, b) => a + b,
  (a, b) => a + b,
);
const multiply = arithmetic(
  '$mul',
  (a, b) => a * b,
  (a, b) => a * b,
);

const eachOf = (value: unknown): unknown[] =>
  isDoc(value) && '$each' in value ? (value['$each'] as unknown[]) : [value];

const sliced = (list: unknown[], slice: number | undefined): unknown[] => {
  if (slice === undefined) return list;
  if (slice === 0) return [];
  return slice > 0 ? list.slice(0, slice) : list.slice(slice);
};

const sorted = (list: unknown[], sort: unknown): unknown[] => {
  if (sort === undefined) return list;
  if (isDoc(sort)) return sortBy(list, (item) => (isDoc(item) ? item : {}), parseSort(sort));
  const direction = toNumber(sort) ?? 1;
  return [...list].sort((a, b) => direction * compareValues(a, b));
};

const push: Apply = (old, value, place) => {
  if (old !== MISSING && !Array.isArray(old)) {
    throw mongoError(
      2,
      `The field '${place.path}' must be an array but is of type ${typeName(old)} in document {_id: ${show(place.id)}}`,
    );
  }
  const list = old === MISSING ? [] : [...(old as unknown[])];
  const modifiers: Doc = isDoc(value) && '$each' in value ? value : {};
  const position = toNumber(modifiers['$position']) ?? list.length;
  list.splice(position < 0 ? Math.max(0, list.length + position) : position, 0, ...eachOf(value).map(copy));
  return sliced(sorted(list, modifiers['$sort']), toNumber(modifiers['$slice']));
};

const addToSet: Apply = (old, value, place) => {
  if (old !== MISSING && !Array.isArray(old)) {
    throw mongoError(
      2,
      `Cannot apply $addToSet to non-array field. Field named '${place.field}' has non-array type ${typeName(old)}`,
    );
  }
  const list = old === MISSING ? [] : [...(old as unknown[])];
  for (const item of eachOf(value)) if (!list.some((seen) => equalValues(seen, item))) list.push(copy(item));
  return list;
};

const pop: Apply = (old, value, place) => {
  if (old === MISSING) return MISSING;
  if (!Array.isArray(old)) {
    throw mongoError(14, `Path '${place.path}' contains an element of non-array type '${typeName(old)}'`);
  }
  const list = old as unknown[];
  return toNumber(value) === 1 ? list.slice(0, -1) : list.slice(1);
};

const pulled = (condition: unknown): ((item: unknown) => boolean) => {
  if (isRegex(condition)) {
    const filter = parseFilter({ v: condition });
    return (item) => matchesValue(filter, item);
  }
  if (!isDoc(condition)) return (item) => equalValues(item, condition);
  const first = Object.keys(condition)[0];
  const ofValue = first?.startsWith('$') && !['$and', '$or', '$nor', '$expr'].includes(first);
  const filter: Filter = ofValue ? parseFilter({ v: condition }) : parseFilter(condition);
  return ofValue ? (item) => matchesValue(filter, item) : (item) => isDoc(item) && matches(filter, item);
};

const without = (operator: string, old: unknown, remove: (item: unknown) => boolean): unknown => {
  if (old === MISSING) return MISSING;
  if (!Array.isArray(old)) throw mongoError(2, `Cannot apply ${operator} to a non-array value`);
  return old.filter((item) => !remove(item));
};

const bit: Apply = (old, value, place) => {
  let result = old === MISSING ? new Int32(0) : old;
  if (!['int', 'long'].includes(typeName(result))) {
    throw mongoError(
      2,
      `Cannot apply $bit to a value of non-integral type.{_id: ${show(place.id)}} has the field ${place.field} of non-integer type ${typeName(old)}`,
    );
  }
  for (const [name, operand] of Object.entries(value as Doc)) {
    const onBits =
      name === 'and'
        ? (a: bigint, b: bigint) => a & b
        : name === 'or'
          ? (a: bigint, b: bigint) => a | b
          : (a: bigint, b: bigint) => a ^ b;
    result = calculate('$bit', result, operand, () => Number.NaN, onBits);
  }
  return result;
};

const currentDate: Apply = (_old, value, place) => {
  const stamp = isDoc(value) && value['$type'] === 'timestamp';
  return stamp ? new Timestamp({ t: Math.floor(place.now.getTime() / 1000), i: 1 }) : place.now;
};

const APPLY: Readonly<Record<string, Apply>> = {
  $set: (_old, value) => copy(value),
  $setOnInsert: (_old, value) => copy(value),
  $unset: () => MISSING,
  $inc: (old, value, place) => (old === MISSING ? value : add(old, value, place)),
  $mul: (old, value, place) => multiply(old === MISSING ? new Int32(0) : old, value, place),
  $min: (old, value) => (old === MISSING || compareValues(value, old) < 0 ? copy(value) : old),
  $max: (old, value) => (old === MISSING || compareValues(value, old) > 0 ? copy(value) : old),
  $push: push,
  $addToSet: addToSet,
  $pop: pop,
  $pull: (old, value) => without('$pull', old, pulled(value)),
  $pullAll: (old, value) =>
    without('$pullAll', old, (item) => (value as unknown[]).some((one) => equalValues(one, item))),
  $bit: bit,
  $currentDate: currentDate,
};

/** All update operators; `$rename` is not one of {@link applyOperator}'s, since it has two paths. */
export const UPDATE_OPERATORS: ReadonlySet<string> = new Set([...Object.keys(APPLY), '$rename']);

/** Operators that leave a path alone where it leads nowhere. */
export const NEVER_CREATES: ReadonlySet<string> = new Set(['$unset', '$pop', '$pull', '$pullAll']);

/** The new value of a field, or `MISSING`. */
export const applyOperator = (operator: string, old: unknown, value: unknown, place: Place): unknown => {
  const apply = APPLY[operator];
  if (!apply) throw mongoError(9, `Unknown modifier: ${operator}`);
  return apply(old, value, place);
};

const PUSH_CLAUSES = ['$each', '$slice', '$sort', '$position'];

const checkWhole = (value: unknown, what: string): void => {
  const number = isNumeric(value) ? toNumber(value) : undefined;
  if (number === undefined || !Number.isInteger(number)) {
    throw mongoError(2, `The value for ${what} must be an integer value but was given type: ${typeName(value)}`);
  }
};

const checkEach = (operator: string, value: unknown): void => {
  if (!isDoc(value)) return;
  const keys = Object.keys(value);
  if (!keys.some((key) => key.startsWith('$'))) return;
  if (!('$each' in value)) {
    if (keys[0] !== '$ref') throw mongoError(2, `${operator} with ${keys.join(', ')} needs $each`);
    return;
  }
  const allowed = operator === '$push' ? PUSH_CLAUSES : ['$each'];
  const unknown = keys.find((key) => !allowed.includes(key));
  if (unknown !== undefined) throw mongoError(2, `Unrecognized clause in ${operator}: ${unknown}`);
  if (!Array.isArray(value['$each'])) {
    throw mongoError(
      operator === '$push' ? 2 : 14,
      `The argument to $each in ${operator} must be an array but it was of type: ${typeName(value['$each'])}`,
    );
  }
  if (value['$slice'] !== undefined) checkWhole(value['$slice'], '$slice');
  if (value['$position'] !== undefined) checkWhole(value['$position'], '$position');
  const sort = value['$sort'];
  if (sort === undefined) return;
  if (isDoc(sort)) parseSort(sort);
  else if (![1, -1].includes(toNumber(sort) ?? 0)) {
    throw mongoError(
      2,
      `The $sort is invalid: use 1/-1 to sort the whole element, or {field:1/-1} to sort embedded fields`,
    );
  }
};

const checkBit = (value: unknown): void => {
  const entries = isDoc(value) ? Object.entries(value) : [];
  if (entries.length === 0)
    throw mongoError(
      2,
      `The $bit modifier is not compatible with a ${typeName(value)}. You must pass in an embedded document: {$bit: {field: {and/or/xor: #}}`,
    );
  for (const [name, operand] of entries) {
    if (!['and', 'or', 'xor'].includes(name))
      throw mongoError(
        2,
        `The $bit modifier only supports 'and', 'or', and 'xor', not '${name}' which is an unknown operator`,
      );
    if (!['int', 'long'].includes(typeName(operand)))
      throw mongoError(
        2,
        `The $bit modifier field must be an Integer(32/64 bit); a '${typeName(operand)}' is not supported here`,
      );
  }
};

const checkCurrentDate = (value: unknown): void => {
  if (typeof value === 'boolean') return;
  const type = isDoc(value) ? value['$type'] : undefined;
  if (isDoc(value) && Object.keys(value).some((key) => key !== '$type')) {
    throw mongoError(2, `Unrecognized $currentDate option: ${Object.keys(value).join(', ')}`);
  }
  if (type !== 'date' && type !== 'timestamp') {
    throw mongoError(
      2,
      `${typeName(value)} is not valid type for $currentDate. Please use a boolean ('true') or a $type expression ({$type: 'timestamp/date'}).`,
    );
  }
};

const checkRename = (path: string, value: unknown): void => {
  if (typeof value !== 'string')
    throw mongoError(2, `The 'to' field for $rename must be a string: ${path}: ${show(value)}`);
  if (value === path)
    throw mongoError(2, `The source and target field for $rename must differ: ${path}: ${show(value)}`);
  for (const [what, text] of [
    ['source', path],
    ['destination', value],
  ] as const) {
    if (text.includes('$')) throw mongoError(2, `The ${what} field for $rename may not be dynamic: ${text}`);
  }
};

/** Checks an operator's argument before anything is written; throws MongoDB's 2, 9 or 14. */
export const checkArgument = (operator: string, path: string, value: unknown): void => {
  if (operator === '$inc' || operator === '$mul') {
    const verb = operator === '$inc' ? 'increment' : 'multiply';
    if (!isNumeric(value)) throw mongoError(14, `Cannot ${verb} with non-numeric argument: {${path}: ${show(value)}}`);
  } else if (operator === '$push' || operator === '$addToSet') checkEach(operator, value);
  else if (operator === '$pop') {
    if (!isNumeric(value)) throw mongoError(9, `Expected a number in: ${path}: ${show(value)}`);
    if (![1, -1].includes(toNumber(value) ?? 0)) throw mongoError(9, `$pop expects 1 or -1, found: ${show(value)}`);
  } else if (operator === '$pull') pulled(value);
  else if (operator === '$pullAll') {
    if (!Array.isArray(value))
      throw mongoError(2, `$pullAll requires an array argument but was given a ${typeName(value)}`);
  } else if (operator === '$bit') checkBit(value);
  else if (operator === '$currentDate') checkCurrentDate(value);
  else if (operator === '$rename') checkRename(path, value);
};
