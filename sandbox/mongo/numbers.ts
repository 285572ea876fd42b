import { Double, Int32, Long } from 'bson';
import { mongoError, notSupported } from './errors.ts';
import { isDecimal, isLong, toNumber } from './values.ts';

const LOWEST = -(2n ** 63n);
const HIGHEST = 2n ** 63n - 1n;

const isDouble = (value: unknown): boolean =>
  value instanceof Double || (typeof value === 'number' && !Number.isInteger(value));

const toBig = (value: unknown): bigint => (isLong(value) ? value.toBigInt() : BigInt(toNumber(value) ?? 0));

/**
 * `$inc`, `$mul` and `$bit` arithmetic with MongoDB's result types: int stays int until it overflows into long, a double
 * makes a double; a long that overflows is refused (2), a Decimal128 too (238).
 */
export const calculate = (
  operator: string,
  a: unknown,
  b: unknown,
  onDoubles: (a: number, b: number) => number,
  onIntegers: (a: bigint, b: bigint) => bigint,
): unknown => {
  if (isDecimal(a) || isDecimal(b)) throw notSupported(`${operator} with a Decimal128`);
  if (isDouble(a) || isDouble(b)) return new Double(onDoubles(toNumber(a) ?? 0, toNumber(b) ?? 0));
  const result = onIntegers(toBig(a), toBig(b));
  if (result < LOWEST || result > HIGHEST) {
    throw mongoError(2, `Failed to apply ${operator} operations to current value (integer overflow)`);
  }
  const fitsInt = result >= -(2n ** 31n) && result < 2n ** 31n;
  return fitsInt && !isLong(a) && !isLong(b) ? new Int32(Number(result)) : Long.fromBigInt(result);
};
