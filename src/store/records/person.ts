import { z } from 'zod';
import type { BoundAccount, WaitingPerson } from '../../ports/store.ts';
import { account } from './identity.ts';
import { time, wellFormed } from './json.ts';

/** Unknown fields are left out: the document holds more. Accounts of the first days say nothing of their proof. */
export const boundAccount = z.object({
  account,
  person: z.string().min(1),
  email: wellFormed.nullable(),
  how: z.enum(['email', 'declared', 'code', 'sign-in']).default('email'),
  name: wellFormed,
  boundAt: time,
  outsideSince: time.nullable(),
}) satisfies z.ZodType<BoundAccount>;

export const waitingPerson = z.object({
  id: z.string().min(1),
  account,
  name: wellFormed,
  person: z.string().nullable(),
  oldEmail: wellFormed.nullable(),
  newEmail: wellFormed.min(1),
  why: z.enum(['changed', 'taken']),
  how: z.enum(['email', 'sign-in']).default('email'),
  since: time,
}) satisfies z.ZodType<WaitingPerson>;
