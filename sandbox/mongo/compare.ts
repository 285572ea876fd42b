import { Decimal128, Double, Int32, Long } from 'bson';
import {
  isBinary,
  isCode,
  isDecimal,
  isDoc,
  isLong,
  isObjectId,
  isRegex,
  isTimestamp,
  RANK,
  rankOf,
  toNumber,
} from './values.ts';

/** An exact number: `digits × 2^two × 10^ten`, or one of the three that have no digits. */
type Exact = { digits: bigint; two: number; ten: number } | 'nan' | 'high' | 'low';

const doubleBits = new DataView(new ArrayBuffer(8));

const exactDouble = (value: number): Exact => {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value > 0 ? 'high' : 'low';
  doubleBits.setFloat64(0, value);
  const bits = doubleBits.getBigUint64(0);
  const exponent = Number((bits >> 52n) & 0x7ffn);
  const fraction = bits & 0xfffffffffffffn;
  const digits = exponent === 0 ? fraction : fraction | (1n << 52n);
  return { digits: value < 0 ? -digits : digits, two: Math.max(exponent, 1) - 1075, ten: 0 };
};

const exactDecimal = (value: Decimal128): Exact => {
  const text = value.toString();
  if (text === 'NaN') return 'nan';
  if (text.endsWith('Infinity')) return text.startsWith('-') ? 'low' : 'high';
  const [mantissa = '0', exponent = '0'] = text.split('E');
  const [whole = '0', fraction = ''] = mantissa.split('.');
  return { digits: BigInt(whole + fraction), two: 0, ten: Number(exponent) - fraction.length };
};

const exact = (value: unknown): Exact => {
  if (value instanceof Decimal128) return exactDecimal(value);
  if (value instanceof Long) return { digits: value.toBigInt(), two: 0, ten: 0 };
  if (typeof value === 'bigint') return { digits: value, two: 0, ten: 0 };
  return exactDouble(toNumber(value) ?? Number.NaN);
};

const INFINITE = { nan: -2, low: -1, high: 1 } as const;

const compareExact = (a: Exact, b: Exact): number => {
  if (typeof a === 'string' || typeof b === 'string') {
    const left = typeof a === 'string' ? INFINITE[a] : 0;
    return Math.sign(left - (typeof b === 'string' ? INFINITE[b] : 0));
  }
  const two = Math.min(a.two, b.two);
  const ten = Math.min(a.ten, b.ten);
  const left = a.digits * 2n ** BigInt(a.two - two) * 10n ** BigInt(a.ten - ten);
  const right = b.digits * 2n ** BigInt(b.two - two) * 10n ** BigInt(b.ten - ten);
  return left < right ? -1 : left > right ? 1 : 0;
};

const small = (value: unknown): number | undefined => {
  if (value instanceof Int32 || value instanceof Double) return value.value;
  if (typeof value === 'number') return value;
  return undefined;
};

/** Compares BSON numbers exactly over all four types; NaN equals itself and is below everything. */
export const compareNumbers = (a: unknown, b: unknown): number => {
  const left = small(a);
  const right = small(b);
  if (left === undefined || right === undefined) {
    if (isLong(a) && isLong(b)) return a.compare(b);
    return compareExact(exact(a), exact(b));
  }
  if (left < right) return -1;
  if (left > right) return 1;
  if (left === right) return 0;
  return Number(Number.isNaN(right)) - Number(Number.isNaN(left));
};

const UTF16_ONLY = /[\ud800-\uffff]/;

/** Compares strings by their UTF-8 bytes, as MongoDB does without a collation. */
export const compareStrings = (a: string, b: string): number => {
  if (a === b) return 0;
  if (UTF16_ONLY.test(a) && UTF16_ONLY.test(b)) return Buffer.compare(Buffer.from(a), Buffer.from(b));
  return a < b ? -1 : 1;
};

const compareBytes = (a: Uint8Array, b: Uint8Array): number => a.length - b.length || Buffer.compare(a, b);

const compareArrays = (a: readonly unknown[], b: readonly unknown[]): number => {
  for (let i = 0; i < a.length && i < b.length; i++) {
    const order = compareValues(a[i], b[i]);
    if (order !== 0) return order;
  }
  return a.length - b.length;
};

const compareDocs = (a: object, b: object): number => {
  const left = Object.entries(a);
  const right = Object.entries(b);
  for (let i = 0; i < left.length && i < right.length; i++) {
    const [leftKey, leftValue] = left[i] as [string, unknown];
    const [rightKey, rightValue] = right[i] as [string, unknown];
    const order =
      rankOf(leftValue) - rankOf(rightValue) ||
      compareStrings(leftKey, rightKey) ||
      compareValues(leftValue, rightValue);
    if (order !== 0) return order;
  }
  return left.length - right.length;
};

const compareSameRank = (rank: number, a: unknown, b: unknown): number => {
  switch (rank) {
    case RANK.number:
      return compareNumbers(a, b);
    case RANK.string:
      return compareStrings(String(a), String(b));
    case RANK.boolean:
      return Number(a) - Number(b);
    case RANK.date:
      return Number(a) - Number(b);
    case RANK.array:
      return compareArrays(a as unknown[], b as unknown[]);
    default:
      break;
  }
  if (isObjectId(a) && isObjectId(b)) return Buffer.compare(a.id, b.id);
  if (isBinary(a) && isBinary(b)) {
    const [left, right] = [a.value(), b.value()];
    return left.length - right.length || a.sub_type - b.sub_type || compareBytes(left, right);
  }
  if (isTimestamp(a) && isTimestamp(b)) return a.compare(b);
  if (isRegex(a) && isRegex(b)) return compareStrings(a.pattern, b.pattern) || compareStrings(a.options, b.options);
  if (isCode(a) && isCode(b)) return compareStrings(a.code, b.code);
  if (isDoc(a) && isDoc(b)) return compareDocs(a, b);
  return 0;
};

/** MongoDB's total order of BSON values: first by type, then within it. Negative, zero or positive. */
export const compareValues = (a: unknown, b: unknown): number => {
  const rank = rankOf(a);
  const order = rank - rankOf(b);
  return Math.sign(order === 0 ? compareSameRank(rank, a, b) : order);
};

export const equalValues = (a: unknown, b: unknown): boolean => compareValues(a, b) === 0;

/** True where a decimal is anywhere inside. */
export const holdsDecimal = (value: unknown): boolean => {
  if (isDecimal(value)) return true;
  if (Array.isArray(value)) return value.some(holdsDecimal);
  return isDoc(value) && Object.values(value).some(holdsDecimal);
};
