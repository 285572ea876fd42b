import { z } from 'zod';
import type { Binding, HeldAddress, PendingMove, PersonChange, PersonState, WaitingPerson } from '../person.ts';
import { account, personRef } from './identity.ts';
import { time, unchanged, wellFormed } from './json.ts';

const how = z.enum(['email', 'declared', 'code', 'sign-in', 'vouched', 'own-name']);
const addressState = z.enum(['typed', 'proved', 'vouched', 'declared']);

export const heldAddress = z.strictObject({
  address: wellFormed.min(1),
  state: addressState,
  from: time,
  releasedAt: time.nullable(),
  by: z.string().nullable(),
  again: z.boolean().default(false),
}) satisfies z.ZodType<HeldAddress>;

const bound = { account, how, email: wellFormed.nullable(), name: wellFormed, from: time };

export const binding = z.strictObject({
  ...bound,
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

export const pendingMove: z.ZodType<PendingMove> = z.strictObject({
  at: time,
  changes: z.lazy(() => z.array(personChange).readonly()),
  actor: personRef.nullable(),
  via: z.string(),
});

const stateFields = {
  id: z.string().min(1),
  email: wellFormed.nullable(),
  namedBy: z.string().exactOptional(),
  addresses: z.array(heldAddress),
  bindings: z.array(binding),
  waiting: z.array(waitingPerson),
  moving: pendingMove.nullable(),
};

/** A person as the domain knows it; whatever else stands in the document is left out. */
export const personState = z.object({ ...stateFields, version: z.int().positive() }) satisfies z.ZodType<PersonState>;

/** One codec for each change: a new one doesn't compile until it has a codec here. */
const changes = {
  address: z.strictObject({
    change: z.literal('address'),
    address: wellFormed.min(1),
    state: addressState,
    from: time,
    by: z.string().nullable(),
    again: z.boolean().exactOptional(),
  }),
  released: z.strictObject({ change: z.literal('released'), address: wellFormed, at: time }),
  bound: z.strictObject({ change: z.literal('bound'), binding: z.strictObject(bound) }),
  unbound: z.strictObject({ change: z.literal('unbound'), account, at: time }),
  renewed: z.strictObject({
    change: z.literal('renewed'),
    account,
    name: wellFormed,
    email: wellFormed.nullable(),
  }),
  outside: z.strictObject({ change: z.literal('outside'), account, since: time.nullable() }),
  label: z.strictObject({ change: z.literal('label'), email: wellFormed.nullable() }),
  waits: z.strictObject({ change: z.literal('waits'), waiting: waitingPerson }),
  settled: z.strictObject({ change: z.literal('settled'), waiting: z.string() }),
  moving: z.strictObject({ change: z.literal('moving'), move: pendingMove }),
  moved: z.strictObject({ change: z.literal('moved') }),
  baseline: z.strictObject({ change: z.literal('baseline'), state: z.object(stateFields) }),
} satisfies { readonly [Name in PersonChange['change']]: z.ZodType<Extract<PersonChange, { change: Name }>> };

const [first, ...more] = Object.values(changes) as unknown as [z.ZodObject, ...z.ZodObject[]];

/** One thing that changes about a person. It comes out as it went in. */
export const personChange: z.ZodType<PersonChange> = unchanged(
  z.discriminatedUnion('change', [first, ...more]) as unknown as z.ZodType<PersonChange>,
);
