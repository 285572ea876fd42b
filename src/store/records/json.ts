import { z } from 'zod';
import type { Json } from '../../domain/audit-event.ts';

/** Text that comes back from MongoDB as it went in: UTF-8 has no lone surrogates. */
export const wellFormed = z.string().refine((text) => !/\p{Surrogate}/u.test(text), 'is not well-formed Unicode');

/** MongoDB reads a name with a leading `$` as an operator, and cannot hold a NUL in one. */
const fieldName = wellFormed.refine(
  (name) => !name.startsWith('$') && !name.includes('\0'),
  'begins with $ or holds a NUL, which MongoDB cannot keep as a name',
);

/** JSON that survives MongoDB unchanged: no `undefined`, no NaN, no dates. */
export const json: z.ZodType<Json> = z.lazy(() =>
  z.union([wellFormed, z.number(), z.boolean(), z.null(), z.array(json), z.record(fieldName, json)]),
);

/** Milliseconds since the epoch. */
export const time = z.int();
/** Counts from 0. */
export const count = z.int().nonnegative();
