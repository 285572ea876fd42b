import { mongoError, notSupported } from './errors.ts';
import { isDoc, isNumeric, MISSING, toNumber, toText, typeName } from './values.ts';

/** What an argument may be, besides null. `raw` values pass as they are, numbers as JavaScript's. */
export type Kind = 'number' | 'numberOrDate' | 'int' | 'string' | 'date' | 'array' | 'document';

/** How an operator that mingo computes takes its arguments. */
export interface Signature {
  /** Kinds of the arguments in their places; the last one repeats where `repeats`. */
  readonly kinds: readonly Kind[];
  readonly fewest: number;
  readonly repeats?: true;
  /** Names of the arguments where they come as a document. */
  readonly names?: readonly string[];
  /** Null or missing among the arguments: the answer is null, or it is of the wrong type. */
  readonly onNull: 'null' | 'refuse';
  /** MongoDB's code for a wrong type. */
  readonly code: number;
  /** Last check, on arguments of the right types. */
  check?(args: readonly unknown[]): void;
}

const unary = (kind: Kind, code: number, check?: (value: unknown) => void): Signature => ({
  kinds: [kind],
  fewest: 1,
  onNull: 'null',
  code,
  ...(check ? { check: ([value]: readonly unknown[]) => check(value) } : {}),
});

const atLeast =
  (least: number, open: boolean, code: number, message: string) =>
  (value: unknown): void => {
    const number = toNumber(value) ?? 0;
    if (number < least || (open && number === least)) throw mongoError(code, message);
  };

const notZero =
  (code: number, message: string) =>
  ([, divisor]: readonly unknown[]): void => {
    if (toNumber(divisor) === 0) throw mongoError(code, message);
  };

const oneDate = (args: readonly unknown[]): void => {
  if (args.filter((arg) => arg instanceof Date).length > 1) {
    throw mongoError(16612, 'only one date allowed in an $add expression');
  }
};

const FORMAT = /^(?:[^%]|%[YmdHMSLju%])*$/;
const checkFormat = ([, format]: readonly unknown[]): void => {
  if (format === undefined || (typeof format === 'string' && FORMAT.test(format))) return;
  throw notSupported(
    `A $dateToString format with other specifiers than %Y %m %d %H %M %S %L %j %u %% (${toText(format)})`,
  );
};

const FIXED_UNITS = ['week', 'day', 'hour', 'minute', 'second', 'millisecond'];
const CALENDAR_UNITS = ['year', 'quarter', 'month'];
const checkUnit =
  (calendar: boolean) =>
  (args: readonly unknown[]): void => {
    const unit = args.find((arg) => typeof arg === 'string');
    if (FIXED_UNITS.includes(String(unit))) return;
    if (!CALENDAR_UNITS.includes(String(unit))) throw mongoError(9, `unknown time unit value: ${String(unit)}`);
    if (!calendar) throw notSupported(`Date arithmetic in the unit '${String(unit)}'`);
  };

const datePart = unary('date', 16006);
const trim: Signature = {
  kinds: ['string', 'string'],
  fewest: 1,
  names: ['input', 'chars'],
  onNull: 'null',
  code: 50699,
};
const replace: Signature = {
  kinds: ['string', 'string', 'string'],
  fewest: 3,
  names: ['input', 'find', 'replacement'],
  onNull: 'null',
  code: 51746,
};
const shiftDate: Signature = {
  kinds: ['date', 'string', 'int'],
  fewest: 3,
  names: ['startDate', 'unit', 'amount'],
  onNull: 'null',
  code: 5166403,
  check: checkUnit(false),
};

/** Every operator that mingo computes here, with what MongoDB's manual says of its arguments. */
export const SIGNATURES: Readonly<Record<string, Signature>> = {
  $abs: unary('number', 28765),
  $ceil: unary('number', 28765),
  $exp: unary('number', 28765),
  $floor: unary('number', 28765),
  $ln: unary('number', 28765, atLeast(0, true, 28766, "$ln's argument must be a positive number")),
  $log10: unary('number', 28765, atLeast(0, true, 28761, "$log10's argument must be a positive number")),
  $sqrt: unary('number', 28765, atLeast(0, false, 28714, "$sqrt's argument must be greater than or equal to 0")),
  $add: { kinds: ['numberOrDate'], fewest: 0, repeats: true, onNull: 'null', code: 14, check: oneDate },
  $multiply: { kinds: ['number'], fewest: 0, repeats: true, onNull: 'null', code: 14 },
  $subtract: {
    kinds: ['numberOrDate', 'numberOrDate'],
    fewest: 2,
    onNull: 'null',
    code: 14,
    check: ([a, b]) => {
      if (b instanceof Date && !(a instanceof Date)) throw mongoError(14, `can't $subtract date from ${typeName(a)}`);
    },
  },
  $divide: {
    kinds: ['number', 'number'],
    fewest: 2,
    onNull: 'null',
    code: 14,
    check: notZero(2, "can't $divide by zero"),
  },
  $mod: {
    kinds: ['number', 'number'],
    fewest: 2,
    onNull: 'null',
    code: 16611,
    check: notZero(16610, "can't $mod by zero"),
  },
  $pow: { kinds: ['number', 'number'], fewest: 2, onNull: 'null', code: 28762 },
  $arrayElemAt: { kinds: ['array', 'int'], fewest: 2, onNull: 'null', code: 28689 },
  $concatArrays: { kinds: ['array'], fewest: 0, repeats: true, onNull: 'null', code: 28664 },
  $first: unary('array', 28689),
  $last: unary('array', 28689),
  $range: {
    kinds: ['int', 'int', 'int'],
    fewest: 2,
    onNull: 'refuse',
    code: 34443,
    check: ([, , step]) => {
      if (toNumber(step) === 0) throw mongoError(34449, '$range requires a non-zero step value');
    },
  },
  $reverseArray: unary('array', 34435),
  $size: { kinds: ['array'], fewest: 1, onNull: 'refuse', code: 17124 },
  $slice: { kinds: ['array', 'int', 'int'], fewest: 2, onNull: 'null', code: 28724 },
  $objectToArray: unary('document', 40390),
  $concat: { kinds: ['string'], fewest: 0, repeats: true, onNull: 'null', code: 16702 },
  $split: {
    kinds: ['string', 'string'],
    fewest: 2,
    onNull: 'null',
    code: 40085,
    check: ([, separator]) => {
      if (separator === '') throw mongoError(40087, '$split requires a non-empty separator');
    },
  },
  $strLenCP: { kinds: ['string'], fewest: 1, onNull: 'refuse', code: 34471 },
  $substrCP: { kinds: ['string', 'int', 'int'], fewest: 3, onNull: 'refuse', code: 34450 },
  $trim: trim,
  $ltrim: trim,
  $rtrim: trim,
  $replaceOne: replace,
  $replaceAll: replace,
  $year: datePart,
  $month: datePart,
  $dayOfMonth: datePart,
  $dayOfWeek: datePart,
  $dayOfYear: datePart,
  $hour: datePart,
  $minute: datePart,
  $second: datePart,
  $millisecond: datePart,
  $dateToString: {
    kinds: ['date', 'string'],
    fewest: 1,
    names: ['date', 'format'],
    onNull: 'null',
    code: 16006,
    check: checkFormat,
  },
  $dateTrunc: {
    kinds: ['date', 'string'],
    fewest: 2,
    names: ['date', 'unit'],
    onNull: 'null',
    code: 5439012,
    check: checkUnit(true),
  },
  $dateAdd: shiftDate,
  $dateSubtract: shiftDate,
  $dateDiff: {
    kinds: ['date', 'date', 'string'],
    fewest: 3,
    names: ['startDate', 'endDate', 'unit'],
    onNull: 'null',
    code: 5166307,
    check: checkUnit(true),
  },
};

const fits = (kind: Kind, value: unknown): boolean => {
  switch (kind) {
    case 'number':
      return isNumeric(value);
    case 'numberOrDate':
      return isNumeric(value) || value instanceof Date;
    case 'int':
      return isNumeric(value) && Number.isInteger(toNumber(value));
    case 'string':
      return typeof value === 'string';
    case 'date':
      return value instanceof Date;
    case 'array':
      return Array.isArray(value);
    case 'document':
      return isDoc(value);
  }
};

export const isNothing = (value: unknown): boolean => value === null || value === MISSING;

/** Checks evaluated arguments; true where the answer is null because one of them is. Throws MongoDB's codes. */
export const checkTypes = (name: string, signature: Signature, args: readonly unknown[]): boolean => {
  const { kinds, fewest, repeats, onNull, code } = signature;
  if (args.length < fewest || (!repeats && args.length > kinds.length)) {
    throw mongoError(16020, `Expression ${name} takes exactly ${fewest} arguments. ${args.length} were passed in.`);
  }
  if (onNull === 'null' && args.some(isNothing)) return true;
  for (const [i, arg] of args.entries()) {
    const kind = kinds[Math.min(i, kinds.length - 1)] ?? 'document';
    if (!fits(kind, arg)) throw mongoError(code, `${name} takes ${kind} values, not ${typeName(arg)}`);
  }
  signature.check?.(args);
  return false;
};
