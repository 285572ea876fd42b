import { mongoError, notSupported } from './errors.ts';
import { isOperator } from './expression.ts';
import { MONGO_EXPRESSIONS } from './known-names.ts';
import { SIGNATURES } from './operator-signatures.ts';
import { type Doc, isDoc, toText } from './values.ts';

type Names = ReadonlySet<string>;

const VARIABLES: Names = new Set(['ROOT', 'CURRENT', 'REMOVE', 'NOW']);
const MONGO_VARIABLES: Names = new Set([
  'CLUSTER_TIME',
  'DESCEND',
  'PRUNE',
  'KEEP',
  'SEARCH_META',
  'USER_ROLES',
  'JS_SCOPE',
  'IS_MR',
]);

const checkPath = (path: string, variables: Names): void => {
  if (!path.startsWith('$')) return;
  if (path === '$' || path === '$$') throw mongoError(16872, `'${path}' by itself is not a valid FieldPath`);
  if (path.split('.').includes(''))
    throw mongoError(15998, `FieldPath field names may not be empty strings: '${path}'`);
  if (!path.startsWith('$$')) return;
  const name = path.slice(2).split('.')[0] ?? '';
  if (MONGO_VARIABLES.has(name)) throw notSupported(`The variable $$${name}`);
  if (!variables.has(name)) throw mongoError(17276, `Use of undefined variable: ${name}`);
};

const checkDocument = (expression: Doc, variables: Names): void => {
  for (const [name, value] of Object.entries(expression)) {
    if (name.includes('.')) {
      throw mongoError(
        16412,
        `FieldPath field names may not contain '.'. Consider using $getField or $setField. Found: '${name}'`,
      );
    }
    check(value, variables);
  }
};

/** Variables that an operator binds for its inner expression, and where that is. */
const bindings = (name: string, args: Doc): { inner: string; names: string[] } | undefined => {
  if (name === '$map') return { inner: 'in', names: [toText(args['as'] ?? 'this')] };
  if (name === '$filter') return { inner: 'cond', names: [toText(args['as'] ?? 'this')] };
  if (name === '$reduce') return { inner: 'in', names: ['this', 'value'] };
  return name === '$let' && isDoc(args['vars']) ? { inner: 'in', names: Object.keys(args['vars']) } : undefined;
};

const checkNamed = (name: string, args: Doc, variables: Names): void => {
  const bound = bindings(name, args);
  for (const [key, value] of Object.entries(args)) {
    if (key === 'as') continue;
    const inside = bound?.inner === key ? new Set([...variables, ...bound.names]) : variables;
    if (key === 'vars' && isDoc(value)) checkDocument(value, variables);
    else if (key === 'branches' && Array.isArray(value)) {
      for (const branch of value as unknown[]) if (isDoc(branch)) checkDocument(branch, variables);
    } else check(value, inside);
  }
};

const TAKES_NAMES: Names = new Set(['$cond', '$switch', '$map', '$filter', '$reduce', '$let', '$regexMatch']);

const checkOperator = (name: string, args: unknown, variables: Names): void => {
  if (!isOperator(name)) {
    if (MONGO_EXPRESSIONS.has(name)) throw notSupported(`The aggregation expression ${name}`);
    throw mongoError(168, `Unrecognized expression '${name}'`);
  }
  if (name === '$literal') return;
  const takesNames = TAKES_NAMES.has(name) || SIGNATURES[name]?.names !== undefined;
  if (takesNames && isDoc(args)) checkNamed(name, args, variables);
  else check(args, variables);
};

const check = (expression: unknown, variables: Names): void => {
  if (typeof expression === 'string') checkPath(expression, variables);
  else if (Array.isArray(expression)) for (const one of expression as unknown[]) check(one, variables);
  else if (isDoc(expression)) {
    const keys = Object.keys(expression);
    const name = keys.find((key) => key.startsWith('$'));
    if (name === undefined) checkDocument(expression, variables);
    else if (keys.length > 1) {
      throw mongoError(15983, `An object representing an expression must have exactly one field: ${keys.join(', ')}`);
    } else checkOperator(name, expression[name], variables);
  }
};

/** Walks an expression before it is run and refuses by name: 168 for what MongoDB does not know either, 238 for the rest. */
export const checkExpression = (expression: unknown): void => check(expression, VARIABLES);
