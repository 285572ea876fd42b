import { z } from 'zod';
import type { LinkRecord, LinkSide } from '../../ports/links.ts';
import { account, personRef } from '../../domain/events/identity.ts';
import { time, wellFormed } from '../../domain/events/json.ts';

const reply = z.object({ platform: z.string() }).catchall(z.union([wellFormed, z.number(), z.null()]));

const side = z.object({
  account,
  reply: reply.nullable(),
  confirmedAt: time.nullable(),
}) satisfies z.ZodType<LinkSide>;

/** Unknown fields are left out: the document holds more. */
export const linkRecord = z.object({
  id: z.string().min(1),
  kind: z.enum(['code', 'sign-in', 'unlink']),
  state: z.enum(['open', 'entered', 'agreed', 'done', 'refused', 'spent', 'replaced', 'expired']),
  starter: side,
  other: side.nullable(),
  secret: z.object({ salt: z.string(), hash: z.string() }).nullable(),
  email: wellFormed.nullable(),
  unlink: z.object({ by: personRef, person: personRef, name: wellFormed, boundAt: time }).nullable(),
  vouchedBy: personRef.exactOptional(),
  tries: z.array(z.string()),
  at: time,
  expiresAt: time,
  agreedAt: time.nullable(),
}) satisfies z.ZodType<LinkRecord>;
