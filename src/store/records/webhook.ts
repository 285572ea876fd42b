import { z } from 'zod';
import { count, time } from '../../domain/events/json.ts';
import type { Delivery, DeliveryAttempt, DeliverySource, EndpointRecord } from '../../ports/webhooks.ts';

const source = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('access'), access: z.string(), n: count }),
  z.strictObject({ kind: z.literal('role'), n: count }),
  z.strictObject({ kind: z.literal('person'), n: count, change: count }),
  z.strictObject({ kind: z.literal('task'), task: z.string(), status: z.string() }),
  z.strictObject({ kind: z.literal('test') }),
]) satisfies z.ZodType<DeliverySource>;

const attempt = z.strictObject({
  at: time,
  status: z.int().nullable(),
  durationMs: count,
  answer: z.string(),
}) satisfies z.ZodType<DeliveryAttempt>;

/** Unknown fields are left out: the document holds more. */
export const deliveryRecord = z.object({
  id: z.string().min(1),
  endpoint: z.string(),
  lane: z.string(),
  seq: count,
  type: z.string(),
  source,
  at: time,
  createdAt: time,
  state: z.enum(['pending', 'delivered', 'held', 'given-up', 'dropped']),
  nextAt: time,
  tries: count,
  firstAt: time.nullable(),
  isReported: z.boolean(),
  attempts: z.array(attempt),
}) satisfies z.ZodType<Delivery>;

const patterns = z.array(z.string()).nullable();

export const endpointRecord = z.object({
  id: z.string().min(1),
  declared: z
    .object({
      id: z.string(),
      url: z.string(),
      secretVariable: z.string(),
      events: patterns,
      entitlements: patterns,
      network: z.enum(['public', 'private']),
    })
    .nullable(),
  state: z.enum(['on', 'paused', 'ended']),
  since: time,
  count,
  resumeFrom: time.nullable(),
  failingSince: time.nullable(),
  failing: z.string().nullable(),
  severalFail: z.boolean(),
  sparedUntil: time.nullable(),
  sparedTimes: count,
}) satisfies z.ZodType<EndpointRecord>;
