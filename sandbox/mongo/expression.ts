import { BSONRegExp, Int32 } from 'bson';
import { compareValues, equalValues } from './compare.ts';
import { mongoError, notSupported } from './errors.ts';
import { callMingo, MINGO_OPERATORS } from './mingo-bridge.ts';
import { fieldPath } from './paths.ts';
import { toRegExp } from './regex.ts';
import { type Doc, isDoc, isNumeric, isRegex, isTruthy, MISSING, toText, typeName } from './values.ts';
import { MONGO_EXPRESSIONS } from './known-names.ts';

type Variables = Readonly<Record<string, unknown>>;
type Operator = (args: unknown, doc: object, variables: Variables) => unknown;

const pair = (name: string, args: unknown, doc: object, variables: Variables): [unknown, unknown] => {
  if (!Array.isArray(args) || args.length !== 2) {
    const given = Array.isArray(args) ? args.length : 1;
    throw mongoError(16020, `Expression ${name} takes exactly 2 arguments. ${given} were passed in.`);
  }
  return [run(args[0], doc, variables), run(args[1], doc, variables)];
};

/** Missing is below null here, unlike in a sort. */
const order = ([a, b]: [unknown, unknown]): number => {
  if (a === MISSING || b === MISSING) return Number(a !== MISSING) - Number(b !== MISSING);
  return compareValues(a, b);
};

const compared =
  (name: string, answer: (order: number) => unknown): Operator =>
  (args, doc, variables) =>
    answer(order(pair(name, args, doc, variables)));

const listOf = (args: unknown): unknown[] => (Array.isArray(args) ? (args as unknown[]) : [args]);

const named = (name: string, args: unknown, required: readonly string[], optional: readonly string[] = []): Doc => {
  if (!isDoc(args)) throw mongoError(28646, `${name} only supports an object as its argument`);
  for (const key of Object.keys(args)) {
    if (!required.includes(key) && !optional.includes(key)) {
      throw mongoError(28647, `Unrecognized parameter to ${name}: ${key}`);
    }
  }
  for (const key of required) if (!(key in args)) throw mongoError(28648, `Missing '${key}' parameter to ${name}`);
  return args;
};

const arrayOrNull = (name: string, value: unknown): unknown[] | null => {
  if (value === null || value === MISSING) return null;
  if (!Array.isArray(value)) throw mongoError(28651, `input to ${name} must be an array not ${typeName(value)}`);
  return value as unknown[];
};

const variableName = (value: unknown, fallback: string): string => (typeof value === 'string' ? value : fallback);

const cond: Operator = (args, doc, variables) => {
  const branches = isDoc(args) ? named('$cond', args, ['if', 'then', 'else']) : undefined;
  if (!branches && (!Array.isArray(args) || args.length !== 3)) {
    throw mongoError(16020, `Expression $cond takes exactly 3 arguments. ${listOf(args).length} were passed in.`);
  }
  const [test, yes, no] = branches ? [branches['if'], branches['then'], branches['else']] : (args as unknown[]);
  return run(isTruthy(run(test, doc, variables)) ? yes : no, doc, variables);
};

const switchOf: Operator = (args, doc, variables) => {
  const spec = named('$switch', args, ['branches'], ['default']);
  if (!Array.isArray(spec['branches'])) throw mongoError(40060, '$switch requires an array of branches');
  for (const branch of spec['branches'] as unknown[]) {
    const { case: test, then } = named('$switch branch', branch, ['case', 'then']);
    if (isTruthy(run(test, doc, variables))) return run(then, doc, variables);
  }
  if (!('default' in spec)) throw mongoError(40066, '$switch could not find a matching branch for an input');
  return run(spec['default'], doc, variables);
};

const map: Operator = (args, doc, variables) => {
  const spec = named('$map', args, ['input', 'in'], ['as']);
  const input = arrayOrNull('$map', run(spec['input'], doc, variables));
  const name = variableName(spec['as'], 'this');
  return input && input.map((item) => orNull(run(spec['in'], doc, { ...variables, [name]: item })));
};

const filter: Operator = (args, doc, variables) => {
  const spec = named('$filter', args, ['input', 'cond'], ['as']);
  const input = arrayOrNull('$filter', run(spec['input'], doc, variables));
  const name = variableName(spec['as'], 'this');
  return input && input.filter((item) => isTruthy(run(spec['cond'], doc, { ...variables, [name]: item })));
};

const reduce: Operator = (args, doc, variables) => {
  const spec = named('$reduce', args, ['input', 'initialValue', 'in']);
  const input = arrayOrNull('$reduce', run(spec['input'], doc, variables));
  if (!input) return null;
  let value = run(spec['initialValue'], doc, variables);
  for (const item of input) value = run(spec['in'], doc, { ...variables, this: item, value });
  return value;
};

const letIn: Operator = (args, doc, variables) => {
  const spec = named('$let', args, ['vars', 'in']);
  if (!isDoc(spec['vars'])) throw mongoError(16876, 'invalid parameter: expected an object (vars)');
  const inner: Record<string, unknown> = { ...variables };
  for (const [name, value] of Object.entries(spec['vars'])) inner[name] = run(value, doc, variables);
  return run(spec['in'], doc, inner);
};

const regexMatch: Operator = (args, doc, variables) => {
  const spec = named('$regexMatch', args, ['input', 'regex'], ['options']);
  const input = run(spec['input'], doc, variables);
  const regex = run(spec['regex'], doc, variables);
  const options = spec['options'] === undefined ? '' : run(spec['options'], doc, variables);
  if (input === null || input === MISSING || regex === null || regex === MISSING) return false;
  if (typeof input !== 'string') throw mongoError(51104, "$regexMatch needs 'input' to be of type string");
  if (typeof options !== 'string') throw mongoError(51106, "$regexMatch needs 'options' to be of type string");
  if (typeof regex === 'string') return toRegExp(new BSONRegExp(regex, options)).test(input);
  if (!isRegex(regex)) throw mongoError(51105, "$regexMatch needs 'regex' to be of type string or regex");
  return toRegExp(options === '' ? regex : new BSONRegExp(regex.pattern, options)).test(input);
};

const asText: Operator = (args, doc, variables) => {
  const value = run(Array.isArray(args) ? args[0] : args, doc, variables);
  if (value === null || value === MISSING) return null;
  if (value instanceof Date) return value.toISOString();
  const name = typeName(value);
  if (!['string', 'objectId', 'bool', 'int', 'long', 'double', 'decimal'].includes(name)) {
    throw mongoError(241, `Unsupported conversion from ${name} to string in $convert with no onError value`);
  }
  return toText(value);
};

const single = (args: unknown, doc: object, variables: Variables): unknown =>
  run(Array.isArray(args) && args.length === 1 ? args[0] : args, doc, variables);

const contains: Operator = (args, doc, variables) => {
  const [wanted, list] = pair('$in', args, doc, variables);
  if (!Array.isArray(list))
    throw mongoError(40081, `$in requires an array as a second argument, found: ${typeName(list)}`);
  return list.some((item) => order([item, wanted]) === 0);
};

const ifNull: Operator = (args, doc, variables) => {
  const list = listOf(args);
  if (list.length < 2) throw mongoError(1257300, `$ifNull needs at least two arguments, had: ${list.length}`);
  let value: unknown = null;
  for (const arg of list) {
    value = run(arg, doc, variables);
    if (value !== null && value !== MISSING) break;
  }
  return value;
};

const setUnion: Operator = (args, doc, variables) => {
  const out: unknown[] = [];
  for (const arg of listOf(args)) {
    const list = arrayOrNull('$setUnion', run(arg, doc, variables));
    if (!list) return null;
    for (const item of list) if (!out.some((seen) => equalValues(seen, item))) out.push(item);
  }
  return out.sort(compareValues);
};

const NATIVE: Readonly<Record<string, Operator>> = {
  $literal: (args) => args,
  $eq: compared('$eq', (found) => found === 0),
  $ne: compared('$ne', (found) => found !== 0),
  $gt: compared('$gt', (found) => found > 0),
  $gte: compared('$gte', (found) => found >= 0),
  $lt: compared('$lt', (found) => found < 0),
  $lte: compared('$lte', (found) => found <= 0),
  $cmp: compared('$cmp', (found) => new Int32(found)),
  $and: (args, doc, variables) => listOf(args).every((arg) => isTruthy(run(arg, doc, variables))),
  $or: (args, doc, variables) => listOf(args).some((arg) => isTruthy(run(arg, doc, variables))),
  $not: (args, doc, variables) => !isTruthy(single(args, doc, variables)),
  $cond: cond,
  $switch: switchOf,
  $ifNull: ifNull,
  $map: map,
  $filter: filter,
  $reduce: reduce,
  $let: letIn,
  $in: contains,
  $setUnion: setUnion,
  $regexMatch: regexMatch,
  $toString: asText,
  $isArray: (args, doc, variables) => Array.isArray(single(args, doc, variables)),
  $isNumber: (args, doc, variables) => isNumeric(single(args, doc, variables)),
  $type: (args, doc, variables) => typeName(single(args, doc, variables)),
};

const NAMED: ReadonlySet<string> = new Set([
  '$dateToString',
  '$dateAdd',
  '$dateSubtract',
  '$dateDiff',
  '$dateTrunc',
  '$trim',
  '$ltrim',
  '$rtrim',
  '$replaceOne',
  '$replaceAll',
]);

const orNull = (value: unknown): unknown => (value === MISSING ? null : value);

const resolvePath = (path: string, doc: object, variables: Variables): unknown => {
  if (!path.startsWith('$$')) return fieldPath(doc, path.slice(1).split('.'));
  const [name = '', ...rest] = path.slice(2).split('.');
  if (name === 'ROOT' || name === 'CURRENT') return fieldPath(doc, rest);
  if (name === 'REMOVE') return MISSING;
  if (name === 'NOW') return variables['NOW'] ?? new Date();
  if (!Object.hasOwn(variables, name)) throw mongoError(17276, `Use of undefined variable: ${name}`);
  return fieldPath(variables[name], rest);
};

const runMingo = (name: string, args: unknown, doc: object, variables: Variables): unknown => {
  if (Array.isArray(args)) return callMingo(name, { list: args.map((arg: unknown) => run(arg, doc, variables)) });
  if (NAMED.has(name) && isDoc(args)) {
    const values = Object.entries(args).map(([key, arg]) => [key, run(arg, doc, variables)]);
    return callMingo(name, { named: Object.fromEntries(values) as Record<string, unknown> });
  }
  return callMingo(name, { one: run(args, doc, variables) });
};

const run = (expression: unknown, doc: object, variables: Variables): unknown => {
  if (typeof expression === 'string') {
    return expression.startsWith('$') ? resolvePath(expression, doc, variables) : expression;
  }
  if (Array.isArray(expression)) return expression.map((one: unknown) => orNull(run(one, doc, variables)));
  if (!isDoc(expression)) return expression;
  const name = Object.keys(expression)[0];
  if (name?.startsWith('$')) {
    const native = NATIVE[name];
    return native ? native(expression[name], doc, variables) : runMingo(name, expression[name], doc, variables);
  }
  const out: Doc = {};
  for (const [key, inner] of Object.entries(expression)) {
    const value = run(inner, doc, variables);
    if (value !== MISSING) out[key] = value;
  }
  return out;
};

/** Value of an aggregation expression on a document; `MISSING` for what is not there. Call {@link checkExpression} first. */
export const evaluate = (expression: unknown, doc: object, variables: Variables = {}): unknown =>
  run(expression, doc, variables);

/** Walks an expression and refuses operators by name: 168 for what MongoDB does not know either, 238 for the rest. */
export const checkExpression = (expression: unknown): void => {
  if (typeof expression === 'string') {
    if (expression === '$') throw mongoError(16872, `'$' by itself is not a valid FieldPath`);
    if (/^\$\$(?:CLUSTER_TIME|SEARCH_META|USER_ROLES|JS_SCOPE|IS_MR|DESCEND|PRUNE|KEEP)/.test(expression)) {
      throw notSupported(`The variable ${expression}`);
    }
    return;
  }
  if (Array.isArray(expression)) {
    expression.forEach(checkExpression);
    return;
  }
  if (!isDoc(expression)) return;
  const keys = Object.keys(expression);
  const name = keys.find((key) => key.startsWith('$'));
  if (name === undefined) {
    const dotted = keys.find((key) => key.includes('.'));
    if (dotted !== undefined)
      throw mongoError(
        16412,
        `FieldPath field names may not contain '.'. Consider using $getField or $setField. Found: ${dotted}`,
      );
    Object.values(expression).forEach(checkExpression);
    return;
  }
  if (keys.length > 1) {
    throw mongoError(
      15983,
      `An object representing an expression must have exactly one field: ${JSON.stringify(keys)}`,
    );
  }
  if (name === '$literal') return;
  if (!(name in NATIVE) && !MINGO_OPERATORS.has(name)) {
    if (MONGO_EXPRESSIONS.has(name)) throw notSupported(`The aggregation expression ${name}`);
    throw mongoError(168, `Unrecognized expression '${name}'`);
  }
  checkArguments(name, expression[name]);
};

const checkArguments = (name: string, args: unknown): void => {
  const scoped =
    ['$cond', '$switch', '$map', '$filter', '$reduce', '$let', '$regexMatch'].includes(name) || NAMED.has(name);
  if (!scoped || !isDoc(args)) {
    checkExpression(args);
    return;
  }
  const values = Object.entries(args).filter(([key]) => key !== 'as');
  for (const [key, value] of values) {
    if (key === 'vars' && isDoc(value)) Object.values(value).forEach(checkExpression);
    else if (key === 'branches' && Array.isArray(value)) {
      value.forEach((branch: unknown) => isDoc(branch) && Object.values(branch).forEach(checkExpression));
    } else checkExpression(value);
  }
};
