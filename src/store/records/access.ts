import { z } from 'zod';
import type { Access, Ask, Decision } from '../../domain/access.ts';
import { type Entitlement, itemRights } from '../../domain/entitlement.ts';
import type { OutboxEntry } from '../../ports/access.ts';
import { accessEvent, foundAccessEvent, typedText } from '../../domain/events/index.ts';
import { askedFor, askingSystem, basis, stage } from '../../domain/events/terms.ts';
import { account, personRef } from '../../domain/events/identity.ts';
import { count, time, wellFormed } from '../../domain/events/json.ts';
import { targetNote } from './target.ts';

const entitlement = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('console'), product: z.string() }),
  z.strictObject({ kind: z.literal('role'), instance: z.string(), role: z.string() }),
  z.strictObject({ kind: z.literal('item'), instance: z.string(), item: z.string(), right: z.enum(itemRights) }),
]) satisfies z.ZodType<Entitlement>;

const decision = z.strictObject({
  person: personRef,
  account: account.nullable(),
  basis,
  stage: count,
  verdict: z.enum(['approve', 'deny']),
  comment: typedText.nullable(),
  at: time,
  void: z.strictObject({ at: time, why: wellFormed }).nullable(),
}) satisfies z.ZodType<Decision>;

const ask = z.strictObject({
  id: z.string(),
  kind: z.enum(['start', 'extend', 'review']),
  by: personRef,
  durationMs: z.number().nullable(),
  reason: typedText.nullable(),
  stages: z.array(stage),
  decisions: z.array(decision),
  state: z.enum(['open', 'approved', 'denied', 'cancelled', 'lapsed', 'superseded']),
  askedAt: time,
  heardAt: time,
  lapsesAt: time,
  endsAt: time.nullable().exactOptional(),
  newlyIn: z.array(z.string()).exactOptional(),
  roleHolders: z.array(z.string()).nullable().exactOptional(),
  from: z.strictObject({ person: personRef, access: z.string().min(1) }).exactOptional(),
  apart: z.array(z.array(z.string())).exactOptional(),
  asked: askedFor.exactOptional(),
  system: askingSystem.exactOptional(),
  isWithdrawn: z.literal(true).exactOptional(),
  others: z
    .array(
      z.strictObject({
        key: z.string(),
        by: personRef,
        system: askingSystem,
        isWithdrawn: z.literal(true).exactOptional(),
      }),
    )
    .exactOptional(),
}) satisfies z.ZodType<Ask>;

/** What a conditional write may change of an access. */
export const accessCourse = z.object({
  version: z.int().positive(),
  state: z.enum(['requested', 'approved', 'active', 'closed', 'ended']),
  asks: z.array(ask),
  since: time.nullable(),
  until: time.nullable(),
  imported: z.boolean(),
  endedAt: time.nullable(),
});

/** An access as the domain knows it; whatever else stands in its document is left out. */
export const accessRecord = accessCourse.extend({
  id: z.string().min(1),
  tenant: z.string(),
  person: personRef,
  entitlement,
  events: z.array(foundAccessEvent).nonempty(),
}) satisfies z.ZodType<Access>;

/** Events as they are written. */
export const accessEvents = z.array(accessEvent);

/** Events as they are found, whoever wrote them. */
export const foundAccessEvents = z.array(foundAccessEvent);

const outboxEntry = z
  .strictObject({
    id: z.string(),
    kind: z.enum(['chain', 'start', 'timer', 'targets', 'cards', 'direct', 'tell', 'hand-over', 'webhooks']),
    n: count,
    at: time,
    person: z.string().optional(),
  })
  .transform(({ person, ...entry }) =>
    person === undefined ? entry : { ...entry, person },
  ) satisfies z.ZodType<OutboxEntry>;

export const outboxEntries = z.array(outboxEntry);

/** What stands beside an access about the roles that it gives; documents of the first days have nothing. */
export const accessNotes = z.object({ targets: z.array(targetNote).default([]), notes: count.default(0) });
