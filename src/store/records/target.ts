import { z } from 'zod';
import type { TargetNote, TargetRecord, TargetState } from '../../ports/targets.ts';
import { account, personRef } from '../../domain/events/identity.ts';
import { count, time, wellFormed } from '../../domain/events/json.ts';

export const targetState = z.strictObject({
  given: z.strictObject({ memberSince: time }).nullable(),
  count,
  told: count.default(0),
  attempt: z.strictObject({ count, what: z.enum(['give', 'take']), at: time, restores: z.boolean() }).nullable(),
  drift: z.enum(['given-by-hand', 'taken-by-hand']).nullable(),
  restored: z.strictObject({ at: time, times: count }).nullable().default(null),
  failure: z.strictObject({ sentence: wellFormed, times: count }).nullable(),
  away: count,
  left: z.boolean(),
  person: personRef.nullable(),
  accesses: z.array(z.string()),
  untold: z
    .strictObject({ count, sentence: wellFormed, what: z.enum(['failed', 'drift']).default('failed') })
    .nullable(),
  takenBy: personRef.nullable().default(null),
}) satisfies z.ZodType<TargetState>;

/** Unknown fields are left out: the document holds more. */
export const targetRecord = z.object({
  id: z.string().min(1),
  account,
  role: z.string().min(1),
  lookAt: time.nullable(),
  asked: count,
  claimedAt: time.nullable(),
  state: targetState,
}) satisfies z.ZodType<TargetRecord>;

export const targetNote = z.strictObject({
  platform: z.string(),
  role: z.string(),
  name: wellFormed,
  account: z.string(),
  is: z.enum(['given', 'failed', 'taken', 'kept', 'taken-by-hand', 'left']),
  sentence: wellFormed.nullable(),
}) satisfies z.ZodType<TargetNote>;
