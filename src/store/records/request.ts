import { z } from 'zod';
import { time } from '../../domain/events/json.ts';
import type { Task, TaskItem } from '../../domain/request/task.ts';

const status = z.enum(['pending', 'approved', 'denied', 'expired', 'cancelled', 'failed', 'partial']);

const item = z.object({
  resource: z.looseObject({ type: z.string(), id: z.string() }),
  action: z.looseObject({ name: z.string() }),
  entitlement: z.string(),
  asker: z.string(),
  access: z.string().nullable(),
  failure: z.string().nullable(),
}) satisfies z.ZodType<TaskItem>;

/** Items are kept as JSON: what a client sends may have keys that MongoDB doesn’t take. */
const items = z.string().transform((text) => z.array(item).parse(JSON.parse(text)));

/** Unknown fields are left out: the document holds more. */
export const taskRecord = z.object({
  id: z.string().min(1),
  client: z.string(),
  key: z.string().nullable(),
  body: z.string(),
  base: z.string(),
  person: z.string(),
  handle: z.string(),
  evaluations: z.array(z.string()),
  isBundle: z.boolean(),
  items,
  callback: z
    .object({ endpoint: z.string(), state: z.string().nullable(), events: z.array(status).nullable() })
    .nullable(),
  createdAt: time,
  keptUntil: time,
}) satisfies z.ZodType<Task>;
