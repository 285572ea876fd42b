import { mongoError, notSupported } from './errors.ts';
import { type Doc, isDoc, isNumeric, isTruthy, show, toNumber, toText, typeName } from './values.ts';

/**
 * What a command does with one of its fields: takes it, takes it only where it says nothing (`false`, `0`, empty), or
 * says that only MongoDB has it. A field that no rule names is refused as unknown (40415).
 */
export type FieldRule = 'taken' | 'onlyIfEmpty' | 'refused';

export type FieldRules = Readonly<Record<string, FieldRule>>;

/** Fields that every command may carry; `session.ts` and `concerns.ts` check their contents. */
export const COMMON: FieldRules = {
  $db: 'taken',
  lsid: 'taken',
  $clusterTime: 'taken',
  $readPreference: 'taken',
  comment: 'taken',
  maxTimeMS: 'taken',
  apiVersion: 'taken',
  apiStrict: 'onlyIfEmpty',
  apiDeprecationErrors: 'taken',
  readConcern: 'taken',
  writeConcern: 'taken',
  txnNumber: 'taken',
  startTransaction: 'taken',
  autocommit: 'taken',
};

const isEmpty = (value: unknown): boolean =>
  value === undefined ||
  value === null ||
  value === false ||
  value === '' ||
  toNumber(value) === 0 ||
  (isDoc(value) && (Object.keys(value).length === 0 || value['locale'] === 'simple'));

/** Refuses every field that is not in the rules, by name. `where` is the command's name, or `insert.documents` … */
export const checkFields = (where: string, body: Doc, rules: FieldRules): void => {
  for (const [name, value] of Object.entries(body)) {
    const rule = Object.hasOwn(rules, name) ? rules[name] : undefined;
    if (rule === undefined) throw mongoError(40415, `BSON field '${where}.${name}' is an unknown field.`);
    if (rule === 'refused' || (rule === 'onlyIfEmpty' && !isEmpty(value))) {
      throw notSupported(`The field '${where}.${name}' (${show(value)})`);
    }
  }
};

const wrongType = (name: string, value: unknown, expected: string): Error =>
  mongoError(14, `BSON field '${name}' is the wrong type '${typeName(value)}', expected type '${expected}'`);

export const readString = (body: Doc, name: string, where: string): string => {
  const value = body[name];
  if (value === undefined) throw mongoError(40414, `BSON field '${where}.${name}' is missing but a required field`);
  if (typeof value !== 'string') throw wrongType(`${where}.${name}`, value, 'string');
  return value;
};

/** A whole number at or above zero, `fallback` where it is not given; 51024 below zero. */
export const readCount = (body: Doc, name: string, where: string, fallback: number): number => {
  const value = body[name];
  if (value === undefined || value === null) return fallback;
  const number = isNumeric(value) ? toNumber(value) : undefined;
  if (number === undefined || Number.isNaN(number)) throw wrongType(`${where}.${name}`, value, 'long');
  if (number < 0) throw mongoError(51024, `BSON field '${name}' value must be >= 0, actual value '${number}'`);
  return Math.trunc(number);
};

export const readFlag = (body: Doc, name: string, where: string, fallback: boolean): boolean => {
  const value = body[name];
  if (value === undefined || value === null) return fallback;
  if (typeof value !== 'boolean' && !isNumeric(value)) throw wrongType(`${where}.${name}`, value, 'bool');
  return isTruthy(value);
};

export const readDocument = (body: Doc, name: string, where: string, fallback?: Doc): Doc => {
  const value = body[name] ?? fallback;
  if (value === undefined) throw mongoError(40414, `BSON field '${where}.${name}' is missing but a required field`);
  if (!isDoc(value)) throw wrongType(`${where}.${name}`, value, 'object');
  return value;
};

/** A list of documents, as `insert.documents`. */
export const readDocuments = (body: Doc, name: string, where: string): Doc[] => {
  const value = body[name];
  if (value === undefined) throw mongoError(40414, `BSON field '${where}.${name}' is missing but a required field`);
  if (!Array.isArray(value)) throw wrongType(`${where}.${name}`, value, 'array');
  return (value as unknown[]).map((item, i) => {
    if (!isDoc(item)) throw wrongType(`${where}.${name}.${i}`, item, 'object');
    return item;
  });
};

const LONGEST_NAMESPACE = 255;

/** A collection's name in the command's first field; 73 where it cannot be one. */
export const readCollection = (body: Doc, command: string): string => {
  const name = body[command];
  if (typeof name !== 'string') {
    throw mongoError(73, `collection name has invalid type ${typeName(name)}`);
  }
  if (name === '') throw mongoError(73, `Invalid namespace specified '${toText(body['$db'])}.'`);
  if (name.includes('$') || name.includes('\0') || name.startsWith('.')) {
    throw mongoError(73, `Invalid collection name: ${name}`);
  }
  if (Buffer.byteLength(`${toText(body['$db'])}.${name}`) > LONGEST_NAMESPACE) {
    throw mongoError(73, `Fully qualified namespace is too long: at most ${LONGEST_NAMESPACE} bytes`);
  }
  return name;
};
