import { z } from 'zod';

/** JSON values: what facts are made of. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

const isWellFormed = (text: string): boolean => !/\p{Surrogate}/u.test(text);

/** Text that comes back from MongoDB as it went in: UTF-8 has no lone surrogates. */
export const wellFormed = z.string().refine(isWellFormed, 'is not well-formed Unicode');

/** MongoDB reads a name with a leading `$` as an operator, and cannot hold a NUL in one. */
const isFieldName = (name: string): boolean => isWellFormed(name) && !name.startsWith('$') && !name.includes('\0');

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/**
 * Whether a value is JSON that survives MongoDB unchanged: no `undefined`, no NaN, no dates. By hand, since every event
 * that is read goes through it, and a recursive schema took ten times as long.
 */
export function isJson(value: unknown): value is Json {
  if (typeof value === 'string') return isWellFormed(value);
  if (typeof value === 'number') return Number.isFinite(value);
  if (typeof value === 'boolean' || value === null) return true;
  if (typeof value !== 'object') return false;
  if (Array.isArray(value)) return Array.from<unknown>(value).every(isJson);
  return isPlain(value) && Object.entries(value).every(([name, member]) => isFieldName(name) && isJson(member));
}

/** Names with JSON values. */
export const jsonObject = z.custom<{ readonly [key: string]: Json }>(
  (value) => isJson(value) && Object(value) === value && !Array.isArray(value),
  'is not a JSON object',
);

/** Milliseconds since the epoch. */
export const time = z.int();
/** Counts from 0. */
export const count = z.int().nonnegative();

/**
 * Checks a value and gives back that very value: nothing is added, dropped or put in another order, so that what was read
 * is written and hashed as it was.
 */
export function unchanged<T>(schema: z.ZodType<T>): z.ZodType<T> {
  return z.unknown().transform((value, context): T => {
    const read = schema.safeParse(value);
    if (!read.success) context.issues.push(...read.error.issues.map((issue) => ({ ...issue, input: value }) as never));
    return value as T;
  });
}
