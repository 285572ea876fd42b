import { Double, Int32, Long } from 'bson';
import { Context, evalExpr } from 'mingo/core';
import { $literal } from 'mingo/operators/expression';
import * as arithmetic from 'mingo/operators/expression/arithmetic';
import * as array from 'mingo/operators/expression/array';
import * as date from 'mingo/operators/expression/date';
import * as object from 'mingo/operators/expression/object';
import * as string from 'mingo/operators/expression/string';
import { mongoError, notSupported } from './errors.ts';
import { checkTypes, SIGNATURES } from './operator-signatures.ts';
import { isDecimal, isLong, MISSING } from './values.ts';

const ALL: Readonly<Record<string, unknown>> = { ...arithmetic, ...array, ...date, ...object, ...string };

/* Only what has a signature here: the rest of mingo would answer where MongoDB refuses. */
const known = Object.fromEntries(Object.keys(SIGNATURES).map((name) => [name, ALL[name]]));
const context = Context.init({ expression: { ...known, $literal } });

const ALWAYS_DOUBLE: ReadonlySet<string> = new Set(['$divide', '$exp', '$ln', '$log10', '$sqrt']);
const ALWAYS_LONG: ReadonlySet<string> = new Set(['$dateDiff']);
const ARITHMETIC: ReadonlySet<string> = new Set(Object.keys(arithmetic));

/** A number as mingo counts. Refuses (238) what JavaScript cannot hold exactly; other values pass as they are. */
const toPlain = (value: unknown): unknown => {
  if (value instanceof Int32 || value instanceof Double) return value.value;
  if (isDecimal(value)) throw notSupported('A Decimal128 in an aggregation expression');
  if (!isLong(value)) return value;
  const number = value.toNumber();
  if (!Number.isSafeInteger(number)) throw notSupported('A 64-bit integer beyond 2^53 in an aggregation expression');
  return number;
};

const literal = (value: unknown): unknown => {
  const plain = toPlain(value);
  return typeof plain === 'number' ? plain : { $literal: plain };
};

const numberOf = (name: string, value: number, args: readonly unknown[]): unknown => {
  if (ALWAYS_DOUBLE.has(name)) return new Double(value);
  if (ARITHMETIC.has(name) && args.some((arg) => arg instanceof Double)) return new Double(value);
  if (!Number.isSafeInteger(value)) return new Double(value);
  const long = ALWAYS_LONG.has(name) || Math.abs(value) >= 2 ** 31;
  const fromLong = ARITHMETIC.has(name) && args.some((arg) => isLong(arg) || arg instanceof Date);
  return long || fromLong ? Long.fromNumber(value) : new Int32(value);
};

const specOf = (names: readonly string[] | undefined, args: readonly unknown[]): unknown => {
  const literals = args.map(literal);
  if (names) return Object.fromEntries(literals.map((value, i) => [names[i] ?? '', value]));
  return literals.length === 1 ? literals[0] : literals;
};

const UNARY_LIST: ReadonlySet<string> = new Set(['$add', '$multiply', '$concat', '$concatArrays']);

/**
 * Lets mingo compute one operator on values that are already evaluated, in the places that its signature gives them.
 * Types, nulls and the number of arguments are checked here; mingo sees only what MongoDB takes.
 */
export const callMingo = (name: string, args: readonly unknown[]): unknown => {
  const signature = SIGNATURES[name];
  if (!signature) throw mongoError(168, `Unrecognized expression '${name}'`);
  if (checkTypes(name, signature, args)) return null;
  const spec = UNARY_LIST.has(name) ? args.map(literal) : specOf(signature.names, args);
  let result: unknown;
  try {
    result = evalExpr({}, { [name]: spec }, { context } as never);
  } catch (error) {
    throw mongoError(2, `${name}: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (result === undefined) return MISSING;
  return typeof result === 'number' ? numberOf(name, result, args) : result;
};
