import { z } from 'zod';
import type { AccessEvent, ChainEntry, EventBody, TenantEvent, TypedText } from '../../domain/audit-event.ts';
import type { Reason, RuleId } from '../../domain/reason.ts';
import { count, isJson, time, wellFormed } from './json.ts';

export const typedText = z.strictObject({ salt: z.string(), value: wellFormed }) satisfies z.ZodType<TypedText>;

const ruleId = z.custom<RuleId>(
  (value) => typeof value === 'string' && /^([CR][1-8]|A[1-9])$/.test(value),
  'is not a rule of the house (C1 to C8, R1 to R8, A1 to A9)',
);

const reason = z.strictObject({ rule: ruleId, sentence: wellFormed }) satisfies z.ZodType<Reason>;

const facts = z.custom<EventBody['facts']>(
  (value) => isJson(value) && Object(value) === value && typeof (value as { command?: unknown }).command === 'string',
  'is not JSON that names its command',
);

const body = {
  at: time,
  actor: wellFormed,
  actorId: z.string().nullable(),
  subject: wellFormed.nullable(),
  subjectId: z.string().nullable(),
  entitlement: z.string().nullable(),
  because: z.array(reason),
  facts,
  text: typedText.nullable(),
  via: z.string(),
};

export const accessEvent = z.strictObject({
  ...body,
  event: z.enum([
    'requested',
    'approved',
    'denied',
    'cancelled',
    'lapsed',
    'started',
    'extended',
    'expired',
    'revoked',
    'refused',
    'imported',
  ]),
  n: count,
}) satisfies z.ZodType<AccessEvent>;

const tenantEventName = z.enum([
  'configuration',
  'roster',
  'link',
  'unlink',
  'person',
  'retired',
  'refused',
  'released',
  'vouched',
  'erased',
  'endpoint',
  'fence',
  'baseline',
]);

/** What happened to a person, before it is in the journal. */
export const personEventBody = z.strictObject({ ...body, event: tenantEventName, n: count });

export const tenantEvent = z.strictObject({
  ...body,
  event: tenantEventName,
  n: count,
  key: z.string(),
}) satisfies z.ZodType<TenantEvent>;

export const chainEntry = z.strictObject({
  ...body,
  event: z.string(),
  tenant: z.string(),
  seq: count,
  access: z.string().nullable(),
  n: count,
  textDigest: z.string().nullable(),
  prev: z.string(),
  hash: z.string(),
}) satisfies z.ZodType<ChainEntry>;
