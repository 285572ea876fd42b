import { BSONRegExp } from 'bson';
import { compareValues, equalValues } from './compare.ts';
import { mongoError, notSupported } from './errors.ts';
import { arrayOrNull, listOf, type Operator, named, order, pair, single } from './expression-scope.ts';
import { isNothing } from './operator-signatures.ts';
import { toRegExp } from './regex.ts';
import { type Doc, isDoc, isNumeric, isRegex, isTruthy, MISSING, toText, typeName } from './values.ts';

const regexMatch: Operator = (args, scope) => {
  const spec = named('$regexMatch', args, ['input', 'regex'], ['options']);
  const input = scope.run(spec['input']);
  const regex = scope.run(spec['regex']);
  const options = spec['options'] === undefined ? '' : scope.run(spec['options']);
  if (input === null || input === MISSING || regex === null || regex === MISSING) return false;
  if (typeof input !== 'string') throw mongoError(51104, "$regexMatch needs 'input' to be of type string");
  if (typeof options !== 'string') throw mongoError(51106, "$regexMatch needs 'options' to be of type string");
  if (typeof regex === 'string') return toRegExp(new BSONRegExp(regex, options)).test(input);
  if (!isRegex(regex)) throw mongoError(51105, "$regexMatch needs 'regex' to be of type string or regex");
  return toRegExp(options === '' ? regex : new BSONRegExp(regex.pattern, options)).test(input);
};

const asText: Operator = (args, scope) => {
  const value = scope.run(Array.isArray(args) ? args[0] : args);
  if (value === null || value === MISSING) return null;
  if (value instanceof Date) return value.toISOString();
  const name = typeName(value);
  if (!['string', 'objectId', 'bool', 'int', 'long', 'double', 'decimal'].includes(name)) {
    throw mongoError(241, `Unsupported conversion from ${name} to string in $convert with no onError value`);
  }
  return toText(value);
};

const contains: Operator = (args, scope) => {
  const [wanted, list] = pair('$in', args, scope);
  if (!Array.isArray(list))
    throw mongoError(40081, `$in requires an array as a second argument, found: ${typeName(list)}`);
  return list.some((item) => order([item, wanted]) === 0);
};

const setUnion: Operator = (args, scope) => {
  const out: unknown[] = [];
  for (const arg of listOf(args)) {
    const list = arrayOrNull('$setUnion', scope.run(arg));
    if (!list) return null;
    for (const item of list) if (!out.some((seen) => equalValues(seen, item))) out.push(item);
  }
  return out.sort(compareValues);
};

const changeCase =
  (name: string, change: (text: string) => string): Operator =>
  (args, scope) => {
    const value = single(args, scope);
    if (isNothing(value)) return '';
    if (typeof value !== 'string') throw notSupported(`${name} of a value of type ${typeName(value)}`);
    return change(value);
  };

const mergeObjects: Operator = (args, scope) => {
  const values = Array.isArray(args) ? args.map((arg: unknown) => scope.run(arg)) : [scope.run(args)];
  const merged: Doc = {};
  for (const value of values.length === 1 && Array.isArray(values[0]) ? (values[0] as unknown[]) : values) {
    if (isNothing(value)) continue;
    if (!isDoc(value))
      throw mongoError(40400, `$mergeObjects requires object inputs, but input is of type ${typeName(value)}`);
    Object.assign(merged, value);
  }
  return merged;
};

const pairOf = (item: unknown): readonly [string, unknown] => {
  const [key, value]: unknown[] = Array.isArray(item) ? (item as unknown[]) : isDoc(item) ? [item['k'], item['v']] : [];
  const whole = Array.isArray(item) ? item.length === 2 : isDoc(item) && Object.keys(item).sort().join() === 'k,v';
  if (!whole || typeof key !== 'string') {
    throw mongoError(
      40386,
      '$arrayToObject requires an array of [key, value] pairs or of {k, v} documents, with string keys',
    );
  }
  return [key, value];
};

const arrayToObject: Operator = (args, scope) => {
  const items = arrayOrNull('$arrayToObject', single(args, scope));
  return items && Object.fromEntries(items.map(pairOf));
};

const toBool: Operator = (args, scope) => {
  const value = single(args, scope);
  return isNothing(value) ? null : isTruthy(value);
};

/** Operators on texts, arrays, documents and types that mingo answers otherwise than MongoDB. */
export const VALUE_OPERATORS: Readonly<Record<string, Operator>> = {
  $in: contains,
  $setUnion: setUnion,
  $regexMatch: regexMatch,
  $toString: asText,
  $toBool: toBool,
  $toLower: changeCase('$toLower', (text) => text.replace(/[A-Z]+/g, (part) => part.toLowerCase())),
  $toUpper: changeCase('$toUpper', (text) => text.replace(/[a-z]+/g, (part) => part.toUpperCase())),
  $mergeObjects: mergeObjects,
  $arrayToObject: arrayToObject,
  $isArray: (args, scope) => Array.isArray(single(args, scope)),
  $isNumber: (args, scope) => isNumeric(single(args, scope)),
  $type: (args, scope) => typeName(single(args, scope)),
};
