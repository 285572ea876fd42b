import { Double, Int32, Long } from 'bson';
import { Context, evalExpr } from 'mingo/core';
import * as arithmetic from 'mingo/operators/expression/arithmetic';
import * as array from 'mingo/operators/expression/array';
import * as date from 'mingo/operators/expression/date';
import * as object from 'mingo/operators/expression/object';
import * as string from 'mingo/operators/expression/string';
import * as type from 'mingo/operators/expression/type';
import { $literal } from 'mingo/operators/expression';
import { mongoError, notSupported } from './errors.ts';
import { isDecimal, isDoc, isLong, isNumeric, MISSING, typeName } from './values.ts';

/** What mingo computes as MongoDB documents it, when it is handed values instead of field paths. */
const { $abs, $add, $ceil, $divide, $exp, $floor, $ln, $log10, $mod, $multiply, $pow, $sqrt, $subtract } = arithmetic;
const { $arrayElemAt, $concatArrays, $first, $last, $range, $reverseArray, $size, $slice, $arrayToObject } = array;
const { $year, $month, $dayOfMonth, $dayOfWeek, $dayOfYear, $hour, $minute, $second, $millisecond } = date;
const { $dateToString, $dateAdd, $dateSubtract, $dateDiff, $dateTrunc } = date;
const { $objectToArray, $mergeObjects } = object;
const { $concat, $split, $strLenCP, $substrCP, $toLower, $toUpper, $trim, $ltrim, $rtrim, $replaceOne, $replaceAll } =
  string;
const { $toDate, $toBool } = type;

const ARITHMETIC = {
  $abs,
  $add,
  $ceil,
  $divide,
  $exp,
  $floor,
  $ln,
  $log10,
  $mod,
  $multiply,
  $pow,
  $sqrt,
  $subtract,
};
const ALWAYS_DOUBLE: ReadonlySet<string> = new Set(['$divide', '$exp', '$ln', '$log10', '$sqrt']);
const REST = {
  $arrayElemAt,
  $concatArrays,
  $first,
  $last,
  $range,
  $reverseArray,
  $size,
  $slice,
  $arrayToObject,
  $year,
  $month,
  $dayOfMonth,
  $dayOfWeek,
  $dayOfYear,
  $hour,
  $minute,
  $second,
  $millisecond,
  $dateToString,
  $dateAdd,
  $dateSubtract,
  $dateDiff,
  $dateTrunc,
  $objectToArray,
  $mergeObjects,
  $concat,
  $split,
  $strLenCP,
  $substrCP,
  $toLower,
  $toUpper,
  $trim,
  $ltrim,
  $rtrim,
  $replaceOne,
  $replaceAll,
  $toDate,
  $toBool,
};

/** Names of the operators that {@link callMingo} knows. */
export const MINGO_OPERATORS: ReadonlySet<string> = new Set([...Object.keys(ARITHMETIC), ...Object.keys(REST)]);

const context = Context.init({ expression: { ...ARITHMETIC, ...REST, $literal } });

/** A BSON value as mingo counts: plain numbers. Refuses (238) numbers that JavaScript cannot hold exactly. */
const toPlain = (value: unknown): unknown => {
  if (value === MISSING) return undefined;
  if (value instanceof Int32 || value instanceof Double) return value.value;
  if (isLong(value)) {
    const number = value.toNumber();
    if (!Number.isSafeInteger(number)) throw notSupported('A 64-bit integer beyond 2^53 in an aggregation expression');
    return number;
  }
  if (isDecimal(value)) throw notSupported('A Decimal128 in an aggregation expression');
  if (Array.isArray(value)) return value.map(toPlain);
  if (!isDoc(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, toPlain(inner)]));
};

const fromPlain = (value: unknown): unknown => {
  if (value === undefined) return MISSING;
  if (typeof value === 'number' && Number.isSafeInteger(value) && Math.abs(value) >= 2 ** 31) {
    return Long.fromNumber(value);
  }
  return value;
};

const literal = (value: unknown): unknown => {
  const plain = toPlain(value);
  return plain === undefined || typeof plain === 'number' ? plain : { $literal: plain };
};

const refuseTypes = (name: string, args: readonly unknown[]): void => {
  for (const arg of args) {
    const fits =
      arg === MISSING || arg === null || isNumeric(arg) || (arg instanceof Date && /add|subtract/i.test(name));
    if (!fits) throw mongoError(14, `${name} only supports numeric types, not ${typeName(arg)}`);
  }
};

/**
 * Runs one operator on values that are already evaluated: `args` is a list, one value, or (for operators with named
 * arguments) a document of values. What mingo throws becomes MongoDB's code 2 with the operator's name.
 */
export const callMingo = (
  name: string,
  args: { list: unknown[] } | { one: unknown } | { named: Record<string, unknown> },
): unknown => {
  const values = 'list' in args ? args.list : 'one' in args ? [args.one] : Object.values(args.named);
  const numeric = name in ARITHMETIC;
  if (numeric) refuseTypes(name, values);
  let spec: unknown;
  if ('list' in args) spec = args.list.map(literal);
  else if ('one' in args) spec = literal(args.one);
  else spec = Object.fromEntries(Object.entries(args.named).map(([key, value]) => [key, literal(value)]));
  let result: unknown;
  try {
    result = evalExpr({}, { [name]: spec }, { context } as never);
  } catch (error) {
    throw mongoError(2, `${name}: ${error instanceof Error ? error.message : String(error)}`);
  }
  const double = ALWAYS_DOUBLE.has(name) || values.some((value) => value instanceof Double);
  return numeric && double && typeof result === 'number' ? new Double(result) : fromPlain(result);
};
