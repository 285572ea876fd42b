import { z } from 'zod';
import type { MessageRef } from '../../domain/message.ts';
import type { CardRecord } from '../../ports/messages.ts';
import { count, time } from '../../domain/events/json.ts';

export const messageRef = z.strictObject({ channel: z.string(), message: z.string() }) satisfies z.ZodType<MessageRef>;

/** Unknown fields are left out: the document holds more. */
export const cardRecord = z.object({
  id: z.string().min(1),
  kind: z.enum(['approval', 'direct', 'audit', 'notice']),
  platform: z.string(),
  channel: z.string(),
  access: z.string().nullable(),
  ask: z.string().nullable(),
  from: count.nullable(),
  to: count.nullable(),
  person: z.string().nullable(),
  ref: messageRef.nullable(),
  shown: count,
  attemptedAt: time.nullable(),
  failed: z.string().nullable(),
  trouble: z.object({ code: z.string(), since: time, tries: count }).nullish(),
  sentSince: time.nullish(),
  again: z.array(time).optional(),
  erasures: count.optional(),
}) satisfies z.ZodType<CardRecord>;
