import { Double, Int32, Long } from 'bson';
import { notSupported } from './errors.ts';
import {
  isBinary,
  isCode,
  isDecimal,
  isDoc,
  isObjectId,
  isRegex,
  isTimestamp,
  MISSING,
  RANK,
  rankOf,
  toNumber,
} from './values.ts';

/** A growing byte string. */
interface Writer {
  byte(value: number): void;
  bytes(value: Uint8Array): void;
  text(value: string): void;
  take(): Buffer;
}

const createWriter = (): Writer => {
  let buffer = Buffer.allocUnsafe(128);
  let length = 0;
  const room = (more: number): void => {
    if (length + more <= buffer.length) return;
    buffer = Buffer.concat([buffer.subarray(0, length)], (length + more) * 2);
  };
  const byte = (value: number): void => {
    room(1);
    buffer[length++] = value;
  };
  const bytes = (value: Uint8Array): void => {
    room(value.length);
    buffer.set(value, length);
    length += value.length;
  };
  /** UTF-8 with 00 written as 00 FF and ended by 00 00, so that no text is a prefix of another. */
  const text = (value: string): void => {
    const raw = Buffer.from(value);
    if (!raw.includes(0)) bytes(raw);
    else
      for (const one of raw) {
        byte(one);
        if (one === 0) byte(0xff);
      }
    byte(0);
    byte(0);
  };
  return { byte, bytes, text, take: () => Buffer.from(buffer.subarray(0, length)) };
};

const scratch = Buffer.alloc(8);

/** Eight bytes that sort as the double does: sign flipped for positives, all bits for negatives. */
const writeDouble = (out: Writer, value: number): void => {
  scratch.writeDoubleBE(value === 0 ? 0 : value);
  if ((scratch[0] ?? 0) & 0x80) for (let i = 0; i < 8; i++) scratch[i] = ~(scratch[i] ?? 0);
  else scratch[0] = (scratch[0] ?? 0) | 0x80;
  out.bytes(scratch);
};

/** The largest double at or below a 64-bit integer, and what is left over (0 to 1023). */
const splitLong = (value: bigint): { base: number; rest: number } => {
  let base = Number(value);
  if (BigInt(base) > value) {
    const step = 2 ** (Math.floor(Math.log2(Math.abs(base))) - 52);
    base -= step;
    while (BigInt(base) > value) base -= step;
  }
  return { base, rest: Number(value - BigInt(base)) };
};

const writeNumber = (out: Writer, value: unknown): void => {
  if (isDecimal(value)) throw notSupported('A Decimal128 in an indexed field');
  const big = value instanceof Long ? value.toBigInt() : typeof value === 'bigint' ? value : undefined;
  const number = value instanceof Int32 || value instanceof Double ? value.value : (toNumber(value) ?? Number.NaN);
  if (big === undefined && Number.isNaN(number)) {
    out.bytes(Buffer.alloc(10));
    return;
  }
  const { base, rest } = big === undefined ? { base: number, rest: 0 } : splitLong(big);
  writeDouble(out, base);
  out.byte(rest >> 8);
  out.byte(rest & 0xff);
};

const writeDate = (out: Writer, value: Date): void => {
  scratch.writeBigInt64BE(BigInt(value.getTime()));
  scratch[0] = (scratch[0] ?? 0) ^ 0x80;
  out.bytes(scratch);
};

const writeBinary = (out: Writer, subType: number, bytes: Uint8Array): void => {
  scratch.writeUInt32BE(bytes.length);
  out.bytes(scratch.subarray(0, 4));
  out.byte(subType);
  out.bytes(bytes);
};

const writeBody = (out: Writer, rank: number, value: unknown): void => {
  if (rank === RANK.number) writeNumber(out, value);
  else if (rank === RANK.string) out.text(String(value));
  else if (rank === RANK.boolean) out.byte(value === true ? 1 : 0);
  else if (value instanceof Date) writeDate(out, value);
  else if (isObjectId(value)) out.bytes(value.id);
  else if (isBinary(value)) writeBinary(out, value.sub_type, value.value());
  else if (isRegex(value)) {
    out.text(value.pattern);
    out.text(value.options);
  } else if (isTimestamp(value)) {
    scratch.writeBigUInt64BE(BigInt.asUintN(64, value.toBigInt()));
    out.bytes(scratch);
  } else if (isCode(value)) out.text(value.code);
  else if (Array.isArray(value)) {
    for (const inner of value) writeValue(out, inner);
    out.byte(0);
  } else if (isDoc(value)) {
    for (const [key, inner] of Object.entries(value)) {
      out.byte(rankOf(inner));
      out.text(key);
      writeBody(out, rankOf(inner), inner);
    }
    out.byte(0);
  }
};

const writeValue = (out: Writer, value: unknown): void => {
  const rank = rankOf(value);
  out.byte(rank);
  writeBody(out, rank, value);
};

/**
 * Bytes that sort as {@link compareValues} orders the values, and of which none is a prefix of another.
 * A descending component is the same with all bits turned. Refuses (238) a Decimal128.
 */
export const encodeKey = (values: readonly unknown[], descending: readonly boolean[] = []): Buffer => {
  const parts = values.map((value, i) => encodeOne(value, descending[i] ?? false));
  return parts.length === 1 && parts[0] ? parts[0] : Buffer.concat(parts);
};

/** One component of a key; `MISSING` stands for an empty array's key, a missing field is null. */
export const encodeOne = (value: unknown, descending: boolean): Buffer => {
  const out = createWriter();
  if (value === MISSING) out.byte(RANK.missing);
  else writeValue(out, value);
  const bytes = out.take();
  if (descending) for (let i = 0; i < bytes.length; i++) bytes[i] = ~(bytes[i] ?? 0);
  return bytes;
};
