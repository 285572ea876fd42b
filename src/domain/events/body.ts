import { z } from 'zod';
import type { EntitlementKey } from '../entitlement.ts';
import type { PersonId, Via } from '../identity.ts';
import type { RecordedReason, RuleId } from '../recorded-reason.ts';
import type { Json } from './json.ts';
import { isJson, jsonObject, time, unchanged, wellFormed } from './json.ts';

/** What a person typed, apart from everything else, so that it can be erased while the proof stays. */
export interface TypedText {
  /** Random, at least 128 bits, hex. */
  readonly salt: string;
  /** Well-formed Unicode. */
  readonly value: string;
}

/** What every recorded event says, whatever it is about. Times are milliseconds since the epoch. */
export interface EventBody<Name extends string = string> {
  readonly event: Name;
  readonly at: number;
  /** The lower-cased e-mail, else the account, or `system`. */
  readonly actor: string;
  readonly actorId: PersonId | null;
  readonly subject: string | null;
  readonly subjectId: PersonId | null;
  readonly entitlement: EntitlementKey | null;
  readonly because: readonly RecordedReason[];
  /** Whatever the decision rested on; what the fold reads. `command` is the id of the command that caused the event. */
  readonly facts: { readonly command: string; readonly [key: string]: Json };
  readonly text: TypedText | null;
  readonly via: Via;
}

export const typedText = z.strictObject({ salt: z.string(), value: wellFormed }) satisfies z.ZodType<TypedText>;

const ruleId = z.custom<RuleId>(
  (value) => typeof value === 'string' && /^([CR][1-8]|A[1-9])$/.test(value),
  'is not a rule of the house (C1 to C8, R1 to R8, A1 to A9)',
);

/** `code` and `args` say what decided, whatever the sentence is; the oldest entries have neither. */
const reason = z.strictObject({
  rule: ruleId,
  sentence: wellFormed,
  code: z.string().exactOptional(),
  args: jsonObject.exactOptional(),
}) satisfies z.ZodType<RecordedReason>;

/** The fields of every event but its name and its facts. */
export const body = {
  at: time,
  actor: wellFormed,
  actorId: z.string().nullable(),
  subject: wellFormed.nullable(),
  subjectId: z.string().nullable(),
  entitlement: z.string().nullable(),
  because: z.array(unchanged(reason)).readonly(),
  text: typedText.nullable(),
  via: z.string(),
};

/** What the chain records of an event that says the same wherever it stands: all but its text, which can be erased. */
export function recordedBody({
  event,
  at,
  actor,
  actorId,
  subject,
  subjectId,
  entitlement,
  because,
  facts,
  via,
}: EventBody): object {
  return { event, at, actor, actorId, subject, subjectId, entitlement, because, facts, via };
}

/** Facts whose shape depends on what the event is about: JSON that names its command. */
export const anyFacts = z.custom<EventBody['facts']>(
  (value) => isJson(value) && Object(value) === value && typeof (value as { command?: unknown }).command === 'string',
  'is not JSON that names its command',
);

/**
 * What the facts of every event of an access say. `v` is the version of their shape; events of the time before there were
 * versions have none. A new shape is a new `v` and an upcast, never an edit (DESIGN §3).
 */
export const accessFacts = {
  v: z.literal(1).exactOptional(),
  command: z.string(),
  /** Hash of the configuration that was in force. */
  configuration: z.string(),
};

/** An event of one access with facts of its own; `n` counts from 1 without gaps. */
export interface AccessEventOf<Name extends string, Facts> extends Omit<EventBody<Name>, 'facts'> {
  readonly n: number;
  readonly facts: Facts;
}
