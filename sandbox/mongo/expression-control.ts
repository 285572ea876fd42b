import { Int32 } from 'bson';
import { mongoError } from './errors.ts';
import {
  arrayOrNull,
  listOf,
  named,
  type Operator,
  order,
  orNull,
  pair,
  single,
  variableName,
} from './expression-scope.ts';
import { isDoc, isTruthy, MISSING } from './values.ts';

const compared =
  (name: string, answer: (order: number) => unknown): Operator =>
  (args, scope) =>
    answer(order(pair(name, args, scope)));

const cond: Operator = (args, scope) => {
  const branches = isDoc(args) ? named('$cond', args, ['if', 'then', 'else']) : undefined;
  if (!branches && (!Array.isArray(args) || args.length !== 3)) {
    throw mongoError(16020, `Expression $cond takes exactly 3 arguments. ${listOf(args).length} were passed in.`);
  }
  const [test, yes, no] = branches ? [branches['if'], branches['then'], branches['else']] : (args as unknown[]);
  return scope.run(isTruthy(scope.run(test)) ? yes : no);
};

const switchOf: Operator = (args, scope) => {
  const spec = named('$switch', args, ['branches'], ['default']);
  if (!Array.isArray(spec['branches'])) throw mongoError(40060, '$switch requires an array of branches');
  for (const branch of spec['branches'] as unknown[]) {
    const { case: test, then } = named('$switch branch', branch, ['case', 'then']);
    if (isTruthy(scope.run(test))) return scope.run(then);
  }
  if (!('default' in spec)) throw mongoError(40066, '$switch could not find a matching branch for an input');
  return scope.run(spec['default']);
};

const map: Operator = (args, scope) => {
  const spec = named('$map', args, ['input', 'in'], ['as']);
  const input = arrayOrNull('$map', scope.run(spec['input']));
  const name = variableName(spec['as'], 'this');
  return input && input.map((item) => orNull(scope.run(spec['in'], { [name]: item })));
};

const filter: Operator = (args, scope) => {
  const spec = named('$filter', args, ['input', 'cond'], ['as']);
  const input = arrayOrNull('$filter', scope.run(spec['input']));
  const name = variableName(spec['as'], 'this');
  return input && input.filter((item) => isTruthy(scope.run(spec['cond'], { [name]: item })));
};

const reduce: Operator = (args, scope) => {
  const spec = named('$reduce', args, ['input', 'initialValue', 'in']);
  const input = arrayOrNull('$reduce', scope.run(spec['input']));
  if (!input) return null;
  let value = scope.run(spec['initialValue']);
  for (const item of input) value = scope.run(spec['in'], { this: item, value });
  return value;
};

const letIn: Operator = (args, scope) => {
  const spec = named('$let', args, ['vars', 'in']);
  if (!isDoc(spec['vars'])) throw mongoError(16876, 'invalid parameter: expected an object (vars)');
  const inner: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(spec['vars'])) inner[name] = scope.run(value);
  return scope.run(spec['in'], inner);
};

const ifNull: Operator = (args, scope) => {
  const list = listOf(args);
  if (list.length < 2) throw mongoError(1257300, `$ifNull needs at least two arguments, had: ${list.length}`);
  let value: unknown = null;
  for (const arg of list) {
    value = scope.run(arg);
    if (value !== null && value !== MISSING) break;
  }
  return value;
};

/** Comparisons, logic, choices and loops. */
export const CONTROL_OPERATORS: Readonly<Record<string, Operator>> = {
  $literal: (args) => args,
  $eq: compared('$eq', (found) => found === 0),
  $ne: compared('$ne', (found) => found !== 0),
  $gt: compared('$gt', (found) => found > 0),
  $gte: compared('$gte', (found) => found >= 0),
  $lt: compared('$lt', (found) => found < 0),
  $lte: compared('$lte', (found) => found <= 0),
  $cmp: compared('$cmp', (found) => new Int32(found)),
  $and: (args, scope) => listOf(args).every((arg) => isTruthy(scope.run(arg))),
  $or: (args, scope) => listOf(args).some((arg) => isTruthy(scope.run(arg))),
  $not: (args, scope) => !isTruthy(single(args, scope)),
  $cond: cond,
  $switch: switchOf,
  $ifNull: ifNull,
  $map: map,
  $filter: filter,
  $reduce: reduce,
  $let: letIn,
};
