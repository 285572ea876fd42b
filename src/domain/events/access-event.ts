import { z } from 'zod';
import type { Joined, Withdrawn } from './askers.ts';
import { joinedFacts, withdrawnFacts } from './askers.ts';
import { anyFacts, body } from './body.ts';
import type { Cancelled, Lapsed } from './closed.ts';
import { cancelledFacts, lapsedFacts } from './closed.ts';
import type { Approved, Denied } from './decided.ts';
import { approvedFacts, deniedFacts } from './decided.ts';
import { count, isJson, unchanged } from './json.ts';
import type { Json } from './json.ts';
import type { Refused } from './refused.ts';
import { refusedFacts } from './refused.ts';
import type { Requested } from './requested.ts';
import { requestedFacts } from './requested.ts';
import type { Expired, Extended, Imported, Revoked, Started } from './term.ts';
import { expiredFacts, extendedFacts, importedFacts, revokedFacts, startedFacts } from './term.ts';

/** What happens to one access. */
export type AccessEvent =
  | Requested
  | Joined
  | Withdrawn
  | Approved
  | Denied
  | Cancelled
  | Lapsed
  | Started
  | Extended
  | Expired
  | Revoked
  | Refused
  | Imported;

export type AccessEventName = AccessEvent['event'];

/** What an event of this name says, beyond what every event of an access does. */
export type FactsOf<Name extends AccessEventName> = Omit<
  Extract<AccessEvent, { event: Name }>['facts'],
  'v' | 'command' | 'configuration'
>;

/** One codec for each event: a new one doesn't compile until it has a codec here. */
const facts = {
  requested: requestedFacts,
  joined: joinedFacts,
  withdrawn: withdrawnFacts,
  approved: approvedFacts,
  denied: deniedFacts,
  cancelled: cancelledFacts,
  lapsed: lapsedFacts,
  started: startedFacts,
  extended: extendedFacts,
  expired: expiredFacts,
  revoked: revokedFacts,
  refused: refusedFacts,
  imported: importedFacts,
} satisfies { readonly [Name in AccessEventName]: z.ZodType<Extract<AccessEvent, { event: Name }>['facts']> };

const anyJson = z.custom<Json>(isJson, 'is not JSON');

function union(factsOf: (strict: z.ZodObject) => z.ZodType): z.ZodType<AccessEvent> {
  const [first, ...more] = Object.entries(facts).map(([event, strict]) =>
    z.strictObject({ ...body, event: z.literal(event), n: count, facts: factsOf(strict) }),
  );
  if (first === undefined) throw new Error('there is no event');
  return unchanged(z.discriminatedUnion('event', [first, ...more]) as unknown as z.ZodType<AccessEvent>);
}

/** An event as it is written: exactly the fields that it has. It comes out as it went in. */
export const accessEvent = union((strict) => strict);

const decodable = union((strict) => strict.catchall(anyJson));

/** Whether the facts of an event are what its name promises; what a later version may have added doesn't matter. */
export function isDecodable(event: AccessEvent): boolean {
  return decodable.safeParse(event).success;
}

/**
 * An event as it is found, whoever wrote it, so that nobody makes a list unreadable by what they put into MongoDB: its facts
 * are JSON that names its command. An access with an event that isn't decodable isn't trusted (A9).
 */
export const foundAccessEvent = z.strictObject({
  ...body,
  event: z.enum(Object.keys(facts) as AccessEventName[]),
  n: count,
  facts: anyFacts,
}) as unknown as z.ZodType<AccessEvent>;
