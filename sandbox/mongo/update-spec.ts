import { mongoError, notSupported } from './errors.ts';
import { type Filter, parseFilter } from './filter.ts';
import { isPlace } from './paths.ts';
import { type Doc, isDoc, show, toText, typeName } from './values.ts';
import { checkArgument, UPDATE_OPERATORS } from './update-operators.ts';

/** One operator on one path. */
export interface Change {
  readonly operator: string;
  readonly path: string;
  readonly parts: readonly string[];
  readonly value: unknown;
}

/** A checked update. */
export type Update =
  | { kind: 'replace'; doc: Doc }
  | { kind: 'change'; changes: readonly Change[]; arrayFilters: ReadonlyMap<string, Filter> };

const IDENTIFIER = /^\$\[([a-z][a-zA-Z0-9]*)?\]$/;

/** The identifier of a `$[identifier]`, '' for `$[]`, undefined for any other component. */
export const identifierOf = (part: string): string | undefined => {
  const found = IDENTIFIER.exec(part);
  return found ? (found[1] ?? '') : undefined;
};

const checkPath = (path: string): string[] => {
  const parts = path.split('.');
  if (parts.includes('')) {
    throw mongoError(56, `The update path '${path}' contains an empty field name, which is not allowed.`);
  }
  for (const [i, part] of parts.entries()) {
    const dynamic = part === '$' || identifierOf(part) !== undefined;
    if (dynamic && i === 0) {
      throw mongoError(
        2,
        `Cannot have array filter identifier (i.e. '$[<id>]') or '$' element in the first position in path '${path}'`,
      );
    }
    if (!dynamic && part.startsWith('$')) {
      throw mongoError(
        52,
        `The dollar ($) prefixed field '${part}' in '${path}' is not allowed in the context of an update.`,
      );
    }
  }
  return parts;
};

const comparePart = (a: string, b: string): number => {
  if (isPlace(a) && isPlace(b)) return Number(a) - Number(b);
  return a < b ? -1 : a > b ? 1 : 0;
};

const comparePaths = (a: readonly string[], b: readonly string[]): number => {
  for (let i = 0; i < a.length && i < b.length; i++) {
    const order = comparePart(a[i] ?? '', b[i] ?? '');
    if (order !== 0) return order;
  }
  return a.length - b.length;
};

/** Throws 40 where one path is another or leads through it. */
export const checkConflicts = (paths: readonly (readonly string[])[]): void => {
  const seen = new Set<string>();
  const ways = new Set<string>();
  for (const parts of paths) {
    const path = parts.join('.');
    const prefixes = parts.map((_, i) => parts.slice(0, i + 1).join('.'));
    const hit = prefixes.find((prefix) => seen.has(prefix)) ?? (ways.has(path) ? path : undefined);
    if (hit !== undefined) throw mongoError(40, `Updating the path '${path}' would create a conflict at '${hit}'`);
    seen.add(path);
    prefixes.forEach((prefix) => ways.add(prefix));
  }
};

const parseChanges = (spec: Doc): Change[] => {
  const changes: Change[] = [];
  const written: string[][] = [];
  for (const [operator, fields] of Object.entries(spec)) {
    if (!UPDATE_OPERATORS.has(operator)) {
      throw mongoError(
        9,
        `Unknown modifier: ${operator}. Expected a valid update modifier or pipeline-style update specified as an array`,
      );
    }
    if (!isDoc(fields)) {
      throw mongoError(
        9,
        `Modifiers operate on fields but we found type ${typeName(fields)} instead. For example: {$mod: {<field>: ...}} not {${operator}: ${show(fields)}}`,
      );
    }
    for (const [path, value] of Object.entries(fields)) {
      const parts = checkPath(path);
      checkArgument(operator, path, value);
      changes.push({ operator, path, parts, value });
      written.push(parts);
      if (operator === '$rename') written.push(checkPath(toText(value)));
    }
  }
  checkConflicts(written);
  return changes.sort((a, b) => comparePaths(a.parts, b.parts));
};

const topName = (filter: Doc): string => {
  const [first, ...more] = Object.keys(filter);
  if (first === undefined)
    throw mongoError(9, 'Cannot use an expression without a top-level field name in arrayFilters');
  if (first.startsWith('$')) {
    const inner = filter[first];
    if (['$and', '$or', '$nor'].includes(first) && Array.isArray(inner) && isDoc(inner[0]) && more.length === 0) {
      return topName(inner[0]);
    }
    throw mongoError(9, `Cannot use ${first} at the top of an array filter`);
  }
  const name = first.split('.')[0] ?? '';
  const other = more.find((key) => key.split('.')[0] !== name);
  if (other !== undefined) {
    throw mongoError(
      9,
      `Error parsing array filter :: caused by :: Expected a single top-level field name, found '${name}' and '${other}'`,
    );
  }
  if (!/^[a-z][a-zA-Z0-9]*$/.test(name)) {
    throw mongoError(
      2,
      `Error parsing array filter :: caused by :: The top-level field name must be an alphanumeric string beginning with a lowercase letter, found '${name}'`,
    );
  }
  return name;
};

const parseArrayFilters = (arrayFilters: unknown): Map<string, Filter> => {
  const out = new Map<string, Filter>();
  if (arrayFilters === undefined) return out;
  if (!Array.isArray(arrayFilters))
    throw mongoError(14, `arrayFilters must be an array, found ${typeName(arrayFilters)}`);
  for (const one of arrayFilters as unknown[]) {
    if (!isDoc(one)) throw mongoError(14, `Each array filter must be an object, found ${typeName(one)}`);
    const name = topName(one);
    if (out.has(name)) throw mongoError(9, `Found multiple array filters with the same top-level field name ${name}`);
    out.set(name, parseFilter(one));
  }
  return out;
};

const checkIdentifiers = (changes: readonly Change[], arrayFilters: ReadonlyMap<string, Filter>, spec: Doc): void => {
  const used = new Set<string>();
  for (const { parts, path } of changes) {
    for (const part of parts) {
      const name = identifierOf(part);
      if (name === undefined || name === '') continue;
      if (!arrayFilters.has(name))
        throw mongoError(2, `No array filter found for identifier '${name}' in path '${path}'`);
      used.add(name);
    }
  }
  for (const name of arrayFilters.keys()) {
    if (!used.has(name)) {
      throw mongoError(9, `The array filter for identifier '${name}' was not used in the update ${show(spec)}`);
    }
  }
};

/**
 * Reads an update: operators or a whole new document. A pipeline is refused (238); unknown operators 9, conflicting
 * paths 40, wrong arguments 2, 9 or 14, as in MongoDB.
 */
export const parseUpdate = (spec: unknown, arrayFilterDocs: unknown): Update => {
  if (Array.isArray(spec)) throw notSupported('An update with an aggregation pipeline');
  if (!isDoc(spec)) throw mongoError(9, 'Update argument must be either an object or an array');
  const arrayFilters = parseArrayFilters(arrayFilterDocs);
  if (Object.keys(spec)[0]?.startsWith('$')) {
    const changes = parseChanges(spec);
    checkIdentifiers(changes, arrayFilters, spec);
    return { kind: 'change', changes, arrayFilters };
  }
  const dollar = Object.keys(spec).find((key) => key.startsWith('$'));
  if (dollar !== undefined) {
    throw mongoError(
      52,
      `The dollar ($) prefixed field '${dollar}' in '${dollar}' is not allowed in the context of an update's replacement document. Consider using an aggregation pipeline with $replaceWith.`,
    );
  }
  if (arrayFilters.size > 0) throw mongoError(9, 'arrayFilters may not be specified for replacement-style updates');
  return { kind: 'replace', doc: spec };
};
