import { z } from 'zod';
import type { Message } from '../../domain/message.ts';
import type { WaitingNotice } from '../../ports/messages.ts';
import { count, time } from '../../domain/events/json.ts';

/** Unknown fields are left out: the document holds more. The message is Latchkey's own and is kept as it was made. */
export const waitingNotice = z.object({
  id: z.string().min(1),
  person: z.string(),
  key: z.string(),
  message: z.custom<Message>((value) => typeof value === 'object' && value !== null && 'blocks' in value),
  prefer: z.string().nullable(),
  isReport: z.boolean(),
  at: time,
  nextAt: time.nullable(),
  tries: count,
}) satisfies z.ZodType<WaitingNotice>;
