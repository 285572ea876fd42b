import { Double, Int32 } from 'bson';
import { compareValues, equalValues } from './compare.ts';
import { mongoError, notSupported } from './errors.ts';
import { evaluate } from './expression.ts';
import { checkExpression } from './expression-check.ts';
import { MONGO_ACCUMULATORS } from './known-names.ts';
import { calculate } from './numbers.ts';
import { type Doc, isDoc, isNumeric, MISSING, toNumber, typeName } from './values.ts';

/** Gathers the values of one group. */
export interface Accumulator {
  add(value: unknown): void;
  result(): unknown;
}

const sum = (): Accumulator => {
  let total: unknown = new Int32(0);
  return {
    add: (value) => {
      if (!isNumeric(value)) return;
      total = calculate(
        '$sum',
        total,
        value,
        (a, b) => a + b,
        (a, b) => a + b,
      );
    },
    result: () => total,
  };
};

const average = (): Accumulator => {
  let [total, count] = [0, 0];
  return {
    add: (value) => {
      if (!isNumeric(value)) return;
      if (typeName(value) === 'decimal') throw notSupported('$avg over a Decimal128');
      total += toNumber(value) ?? 0;
      count++;
    },
    result: () => (count === 0 ? null : new Double(total / count)),
  };
};

const extreme = (sign: 1 | -1) => (): Accumulator => {
  let found: unknown = MISSING;
  return {
    add: (value) => {
      if (value === null || value === MISSING) return;
      if (found === MISSING || sign * compareValues(value, found) > 0) found = value;
    },
    result: () => (found === MISSING ? null : found),
  };
};

const edge = (last: boolean) => (): Accumulator => {
  let found: unknown = MISSING;
  let seen = false;
  return {
    add: (value) => {
      if (seen && !last) return;
      seen = true;
      found = value;
    },
    result: () => (found === MISSING ? null : found),
  };
};

const list = (distinct: boolean) => (): Accumulator => {
  const values: unknown[] = [];
  return {
    add: (value) => {
      if (value === MISSING || (distinct && values.some((seen) => equalValues(seen, value)))) return;
      values.push(value);
    },
    result: () => values,
  };
};

const merge = (): Accumulator => {
  const merged: Doc = {};
  return {
    add: (value) => {
      if (value === null || value === MISSING) return;
      if (!isDoc(value))
        throw mongoError(40400, `$mergeObjects requires object inputs, but input is of type ${typeName(value)}`);
      Object.assign(merged, value);
    },
    result: () => merged,
  };
};

const counting = (): Accumulator => {
  let count = 0;
  return {
    add: () => {
      count++;
    },
    result: () => new Int32(count),
  };
};

const MAKE: Readonly<Record<string, () => Accumulator>> = {
  $sum: sum,
  $avg: average,
  $min: extreme(-1),
  $max: extreme(1),
  $first: edge(false),
  $last: edge(true),
  $push: list(false),
  $addToSet: list(true),
  $mergeObjects: merge,
  $count: counting,
};

/** One output field of a `$group`. */
export interface GroupField {
  readonly name: string;
  readonly make: () => Accumulator;
  valueOf(doc: Doc): unknown;
}

/** Reads an output field of `$group`; refuses unknown accumulators with MongoDB's 15952, those it has with 238. */
export const parseGroupField = (name: string, spec: unknown): GroupField => {
  if (name.includes('.')) throw mongoError(40235, `The field name '${name}' cannot contain '.'`);
  if (name.startsWith('$')) throw mongoError(40236, `The field name '${name}' cannot be an operator name`);
  if (!isDoc(spec)) throw mongoError(40234, `The field '${name}' must be an accumulator object`);
  const keys = Object.keys(spec);
  const [operator = ''] = keys;
  if (keys.length !== 1) throw mongoError(40238, `The field '${name}' must specify one accumulator`);
  const make = MAKE[operator];
  if (!make) {
    if (MONGO_ACCUMULATORS.has(operator)) throw notSupported(`The accumulator ${operator}`);
    throw mongoError(15952, `unknown group operator '${operator}'`);
  }
  const argument = spec[operator];
  if (Array.isArray(argument)) throw mongoError(40237, `The ${operator} accumulator is a unary operator`);
  if (operator === '$count' && !(isDoc(argument) && Object.keys(argument).length === 0)) {
    throw mongoError(9, '$count takes no arguments, i.e. $count:{}');
  }
  checkExpression(argument);
  return { name, make, valueOf: (doc) => (operator === '$count' ? null : evaluate(argument, doc)) };
};
