import { compareValues } from './compare.ts';
import { mongoError } from './errors.ts';
import { type Doc, isDoc, MISSING, typeName } from './values.ts';

export type Variables = Readonly<Record<string, unknown>>;

/** What an operator works in: its expressions are run on the document, with further variables where it binds some. */
export interface Scope {
  run(expression: unknown, more?: Variables): unknown;
}

/** One operator of aggregation expressions; `args` are not yet evaluated. */
export type Operator = (args: unknown, scope: Scope) => unknown;

export const orNull = (value: unknown): unknown => (value === MISSING ? null : value);

export const pair = (name: string, args: unknown, scope: Scope): [unknown, unknown] => {
  if (!Array.isArray(args) || args.length !== 2) {
    const given = Array.isArray(args) ? args.length : 1;
    throw mongoError(16020, `Expression ${name} takes exactly 2 arguments. ${given} were passed in.`);
  }
  return [scope.run(args[0]), scope.run(args[1])];
};

/** Missing is below null here, unlike in a sort. */
export const order = ([a, b]: [unknown, unknown]): number => {
  if (a === MISSING || b === MISSING) return Number(a !== MISSING) - Number(b !== MISSING);
  return compareValues(a, b);
};

export const listOf = (args: unknown): unknown[] => (Array.isArray(args) ? (args as unknown[]) : [args]);

export const named = (
  name: string,
  args: unknown,
  required: readonly string[],
  optional: readonly string[] = [],
): Doc => {
  if (!isDoc(args)) throw mongoError(28646, `${name} only supports an object as its argument`);
  for (const key of Object.keys(args)) {
    if (!required.includes(key) && !optional.includes(key)) {
      throw mongoError(28647, `Unrecognized parameter to ${name}: ${key}`);
    }
  }
  for (const key of required) if (!(key in args)) throw mongoError(28648, `Missing '${key}' parameter to ${name}`);
  return args;
};

export const arrayOrNull = (name: string, value: unknown): unknown[] | null => {
  if (value === null || value === MISSING) return null;
  if (!Array.isArray(value)) throw mongoError(28651, `input to ${name} must be an array not ${typeName(value)}`);
  return value as unknown[];
};

export const variableName = (value: unknown, fallback: string): string =>
  typeof value === 'string' ? value : fallback;

export const single = (args: unknown, scope: Scope): unknown =>
  scope.run(Array.isArray(args) && args.length === 1 ? args[0] : args);
