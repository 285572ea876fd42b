import { mongoError } from './errors.ts';
import { CONTROL_OPERATORS } from './expression-control.ts';
import { listOf, named, type Operator, orNull, type Scope, type Variables } from './expression-scope.ts';
import { VALUE_OPERATORS } from './expression-values.ts';
import { callMingo } from './mingo-bridge.ts';
import { SIGNATURES } from './operator-signatures.ts';
import { fieldPath } from './paths.ts';
import { type Doc, isDoc, MISSING } from './values.ts';

const NATIVE: ReadonlyMap<string, Operator> = new Map(
  [CONTROL_OPERATORS, VALUE_OPERATORS].flatMap((operators) => Object.entries(operators)),
);

const resolvePath = (path: string, doc: object, variables: Variables): unknown => {
  if (!path.startsWith('$$')) return fieldPath(doc, path.slice(1).split('.'));
  const [name = '', ...rest] = path.slice(2).split('.');
  if (name === 'ROOT' || name === 'CURRENT') return fieldPath(doc, rest);
  if (name === 'REMOVE') return MISSING;
  if (name === 'NOW') return new Date();
  if (!Object.hasOwn(variables, name)) throw mongoError(17276, `Use of undefined variable: ${name}`);
  return fieldPath(variables[name], rest);
};

const runNamed = (name: string, names: readonly string[], fewest: number, args: unknown, scope: Scope): unknown => {
  const extra = name === '$dateToString' ? ['onNull'] : [];
  const spec = named(name, args, [], [...names, ...extra]);
  const given = names.map((key) => (key in spec ? scope.run(spec[key]) : undefined));
  const missing = names.find((_, i) => given[i] === undefined && i < fewest);
  if (missing !== undefined) throw mongoError(28648, `Missing '${missing}' parameter to ${name}`);
  const result = callMingo(name, given.slice(0, given.findLastIndex((value) => value !== undefined) + 1));
  return result === null && 'onNull' in spec ? scope.run(spec['onNull']) : result;
};

const runMingo = (name: string, args: unknown, scope: Scope): unknown => {
  const signature = SIGNATURES[name];
  if (signature?.names) return runNamed(name, signature.names, signature.fewest, args, scope);
  return callMingo(
    name,
    listOf(args).map((arg) => scope.run(arg)),
  );
};

const run = (expression: unknown, doc: object, variables: Variables): unknown => {
  if (typeof expression === 'string') {
    return expression.startsWith('$') ? resolvePath(expression, doc, variables) : expression;
  }
  if (Array.isArray(expression)) return expression.map((one: unknown) => orNull(run(one, doc, variables)));
  if (!isDoc(expression)) return expression;
  const name = Object.keys(expression)[0];
  if (name?.startsWith('$')) {
    const scope: Scope = { run: (one, more) => run(one, doc, more ? { ...variables, ...more } : variables) };
    const native = NATIVE.get(name);
    return native ? native(expression[name], scope) : runMingo(name, expression[name], scope);
  }
  const out: Doc = {};
  for (const [key, inner] of Object.entries(expression)) {
    const value = run(inner, doc, variables);
    if (value !== MISSING) out[key] = value;
  }
  return out;
};

/** Value of a checked aggregation expression on a document; `MISSING` for what is not there. */
export const evaluate = (expression: unknown, doc: object): unknown => run(expression, doc, {});

/** True for an operator that {@link evaluate} knows. */
export const isOperator = (name: string): boolean => NATIVE.has(name) || Object.hasOwn(SIGNATURES, name);
