import {
  BSON,
  type Binary,
  BSONRegExp,
  type Code,
  Decimal128,
  Double,
  Int32,
  Long,
  MaxKey,
  MinKey,
  ObjectId,
  Timestamp,
} from 'bson';

/** A BSON document as this server holds it: numbers keep their BSON type (`Int32`, `Double`, `Long`, `Decimal128`). */
export type Doc = Record<string, unknown>;

/** What a path that leads nowhere yields; also the key of an empty array in an index (BSON's `undefined`). */
export const MISSING: unique symbol = Symbol('missing');

const READ = { promoteValues: false, promoteBuffers: false, promoteLongs: false, bsonRegExp: true } as const;

export const readDoc = (bytes: Uint8Array): Doc => BSON.deserialize(bytes, READ);
export const writeDoc = (doc: Doc): Uint8Array => BSON.serialize(doc, { ignoreUndefined: true });

/** MongoDB's order of BSON types, by its canonical numbers. `MISSING` sorts as an empty array's key does: before null. */
export const RANK = {
  minKey: 1,
  missing: 2,
  null: 5,
  number: 10,
  string: 15,
  object: 20,
  array: 25,
  binary: 30,
  objectId: 35,
  boolean: 40,
  date: 45,
  timestamp: 47,
  regex: 50,
  code: 60,
  maxKey: 127,
} as const;

const BSON_TYPES: Readonly<Record<string, { rank: number; name: string }>> = {
  Int32: { rank: RANK.number, name: 'int' },
  Double: { rank: RANK.number, name: 'double' },
  Long: { rank: RANK.number, name: 'long' },
  Decimal128: { rank: RANK.number, name: 'decimal' },
  ObjectId: { rank: RANK.objectId, name: 'objectId' },
  Binary: { rank: RANK.binary, name: 'binData' },
  Timestamp: { rank: RANK.timestamp, name: 'timestamp' },
  BSONRegExp: { rank: RANK.regex, name: 'regex' },
  MinKey: { rank: RANK.minKey, name: 'minKey' },
  MaxKey: { rank: RANK.maxKey, name: 'maxKey' },
  Code: { rank: RANK.code, name: 'javascript' },
  BSONSymbol: { rank: RANK.string, name: 'symbol' },
  DBRef: { rank: RANK.object, name: 'object' },
};

const describe = (value: unknown): { rank: number; name: string } => {
  switch (typeof value) {
    case 'string':
      return { rank: RANK.string, name: 'string' };
    case 'boolean':
      return { rank: RANK.boolean, name: 'bool' };
    case 'number':
      return { rank: RANK.number, name: Number.isInteger(value) && Math.abs(value) < 2 ** 31 ? 'int' : 'double' };
    case 'bigint':
      return { rank: RANK.number, name: 'long' };
    case 'undefined':
      return { rank: RANK.null, name: 'undefined' };
    case 'object': {
      if (value === null) return { rank: RANK.null, name: 'null' };
      if (Array.isArray(value)) return { rank: RANK.array, name: 'array' };
      if (value instanceof Date) return { rank: RANK.date, name: 'date' };
      const tag = (value as { _bsontype?: string })._bsontype;
      return (tag === undefined ? undefined : BSON_TYPES[tag]) ?? { rank: RANK.object, name: 'object' };
    }
    default:
      return { rank: RANK.missing, name: 'missing' };
  }
};

/** Canonical type number (see {@link RANK}); values of different rank never compare equal. */
export const rankOf = (value: unknown): number => describe(value).rank;

/** MongoDB's name of a value's BSON type: `int`, `string`, `objectId` … */
export const typeName = (value: unknown): string => describe(value).name;

/** True for an embedded document (not an array, not one of BSON's value classes). */
export const isDoc = (value: unknown): value is Doc => {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || value instanceof Date) return false;
  const tag = (value as { _bsontype?: unknown })._bsontype;
  return typeof tag !== 'string' || !(tag in BSON_TYPES);
};

export const isNumeric = (value: unknown): boolean => rankOf(value) === RANK.number;
export const isBinary = (value: unknown): value is Binary => typeName(value) === 'binData';
export const isRegex = (value: unknown): value is BSONRegExp => value instanceof BSONRegExp;
export const isCode = (value: unknown): value is Code => typeName(value) === 'javascript';
export const isDecimal = (value: unknown): value is Decimal128 => value instanceof Decimal128;
export const isLong = (value: unknown): value is Long => value instanceof Long;
export const isObjectId = (value: unknown): value is ObjectId => value instanceof ObjectId;
export const isTimestamp = (value: unknown): value is Timestamp => value instanceof Timestamp;
export const isMinKey = (value: unknown): boolean => value instanceof MinKey;
export const isMaxKey = (value: unknown): boolean => value instanceof MaxKey;

/** A BSON number as a JavaScript number (a long beyond 2^53 and a decimal lose digits), or undefined for anything else. */
export const toNumber = (value: unknown): number | undefined => {
  if (typeof value === 'number') return value;
  if (value instanceof Int32 || value instanceof Double) return value.valueOf();
  if (value instanceof Long) return value.toNumber();
  if (typeof value === 'bigint') return Number(value);
  if (value instanceof Decimal128) return Number(value.toString());
  return undefined;
};

/** MongoDB's truth: null, missing, undefined, false and zero are false. */
export const isTruthy = (value: unknown): boolean => {
  if (value === null || value === undefined || value === MISSING || value === false) return false;
  const number = toNumber(value);
  return number === undefined || number !== 0;
};

/** A deep copy that shares BSON's (immutable) value objects. */
export const copy = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(copy);
  if (!isDoc(value)) return value;
  const out: Doc = {};
  for (const [key, inner] of Object.entries(value)) out[key] = copy(inner);
  return out;
};

/** A scalar as plain text: a string as it is, a number in digits, an ObjectId in hexadecimal. */
export const toText = (value: unknown): string => {
  if (typeof value === 'string') return value;
  return value === null || value === undefined ? '' : (value as { toString(): string }).toString();
};

/** A value for a sentence in an error, in the shell's manner: `{ a: 1, b: "x" }`. */
export const show = (value: unknown): string => {
  if (value === MISSING || value === undefined) return 'null';
  if (typeof value === 'string') return JSON.stringify(value);
  if (Array.isArray(value)) return value.length === 0 ? '[]' : `[ ${value.map(show).join(', ')} ]`;
  if (value instanceof Date) return `new Date(${value.getTime()})`;
  if (isObjectId(value)) return `ObjectId('${value.toHexString()}')`;
  if (isRegex(value)) return `/${value.pattern}/${value.options}`;
  if (isBinary(value)) return `BinData(${value.sub_type}, ${value.toString('hex').toUpperCase()})`;
  if (isTimestamp(value)) return `Timestamp(${value.t}, ${value.i})`;
  if (isMinKey(value)) return 'MinKey';
  if (isMaxKey(value)) return 'MaxKey';
  if (value instanceof Double && Number.isInteger(value.value)) return value.value.toFixed(1);
  if (isNumeric(value)) return toText(value);
  if (isDoc(value)) {
    const fields = Object.entries(value).map(([key, inner]) => `${key}: ${show(inner)}`);
    return fields.length === 0 ? '{}' : `{ ${fields.join(', ')} }`;
  }
  return toText(value);
};

/** True for the same regular expression, options included. */
export const equalRegex = (value: unknown, regex: BSONRegExp): boolean =>
  isRegex(value) && value.pattern === regex.pattern && value.options === regex.options;
