import { z } from 'zod';
import type { PersonEvent } from '../../domain/evolve-person.ts';
import { personFacts } from '../../domain/evolve-person.ts';
import type { Binding, HeldAddress, PendingMove, PersonState, WaitingPerson } from '../../domain/person.ts';
import { personEventBody } from './event.ts';
import { account, personRef } from './identity.ts';
import { isJson, time, wellFormed } from './json.ts';

const proof = z.enum(['email', 'declared', 'code', 'sign-in', 'vouched', 'own-name']);

const heldAddress = z.strictObject({
  address: wellFormed.min(1),
  state: z.enum(['typed', 'proved', 'vouched', 'declared']),
  from: time,
  releasedAt: time.nullable(),
  by: z.string().nullable(),
  again: z.boolean().default(false),
}) satisfies z.ZodType<HeldAddress>;

const binding = z.strictObject({
  account,
  how: proof,
  email: wellFormed.nullable(),
  name: wellFormed,
  from: time,
  to: time.nullable(),
  outsideSince: time.nullable(),
}) satisfies z.ZodType<Binding>;

export const waitingPerson = z.object({
  id: z.string().min(1),
  account,
  name: wellFormed,
  person: z.string().nullable(),
  oldEmail: wellFormed.nullable(),
  newEmail: wellFormed.min(1),
  why: z.enum(['changed', 'taken']),
  how: z.enum(['email', 'sign-in', 'vouched']).default('email'),
  since: time,
}) satisfies z.ZodType<WaitingPerson>;

const pendingMove = z.strictObject({
  at: time,
  changes: z.custom<PendingMove['changes']>(
    (value) => Array.isArray(value) && isJson(value),
    'is not a list of changes',
  ),
  actor: personRef.nullable(),
  via: z.string(),
}) satisfies z.ZodType<PendingMove>;

/** A person as the domain knows it; whatever else stands in the document is left out. */
export const personState = z.object({
  id: z.string().min(1),
  version: z.int().positive(),
  email: wellFormed.nullable(),
  namedBy: z.string().exactOptional(),
  addresses: z.array(heldAddress),
  bindings: z.array(binding),
  waiting: z.array(waitingPerson),
  moving: pendingMove.nullable(),
}) satisfies z.ZodType<PersonState>;

export const personEvent = personEventBody.refine(
  ({ facts }) => personFacts(facts) !== null,
  'does not say what changed about the person',
) satisfies z.ZodType<PersonEvent>;
