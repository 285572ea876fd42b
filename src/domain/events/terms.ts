import { z } from 'zod';
import type { AskedFor, AskingSystem, Basis } from '../ask.ts';
import type { Stage, StageOf } from '../catalogue.ts';
import { personRef } from './identity.ts';
import { count, time, wellFormed } from './json.ts';

/** What events say of an ask and of the decisions about it. */

const stageOf = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('authority') }),
  z.strictObject({ kind: z.literal('role'), instance: z.string(), role: z.string() }),
  z.strictObject({ kind: z.literal('people'), emails: z.array(z.string()).readonly() }),
]) satisfies z.ZodType<StageOf>;

export const stage = z.strictObject({ of: stageOf, count }) satisfies z.ZodType<Stage>;

export const basis = z.strictObject({
  kind: z.enum(['implicit', 'access', 'role', 'system']),
  access: z.string().nullable(),
  until: time.nullable(),
  sentence: wellFormed,
  of: wellFormed.exactOptional(),
  role: z.strictObject({ platform: z.string(), id: z.string(), name: wellFormed }).exactOptional(),
}) satisfies z.ZodType<Basis>;

/** Whose access is handed over. */
export const handOver = z.strictObject({ person: personRef, access: z.string().min(1) });

/** What it's needed for. */
export const askedFor = z.strictObject({ action: wellFormed }) satisfies z.ZodType<AskedFor>;

/** Another system that asks for somebody. */
export const askingSystem = z.strictObject({
  link: wellFormed.exactOptional(),
  owners: z.array(z.string()).readonly(),
  asker: z.string().exactOptional(),
  asked: askedFor.extend({ more: count }).exactOptional(),
  actors: z.array(wellFormed).readonly().exactOptional(),
  emergency: z.literal(true).exactOptional(),
}) satisfies z.ZodType<AskingSystem>;
