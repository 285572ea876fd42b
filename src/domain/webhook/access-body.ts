import { z } from 'zod';
import type { Access } from '../access.ts';
import { cut } from '../cut.ts';
import { entitlementKey } from '../entitlement.ts';
import type { AccessEvent, AccessEventName } from '../events/index.ts';
import { fold } from '../events/index.ts';
import { codecOf, iso, time } from './envelope.ts';
import type { RecordedReason } from '../recorded-reason.ts';

const maybeTime = time.nullable();
const state = z.enum(['requested', 'approved', 'active', 'closed', 'ended']);
const until = maybeTime.describe(
  'When it ends; null: without an end, or not started. From then on it counts as ended.',
);
const seq = z.int().min(1).describe('1, 2, 3 … for each access over all types. Drop the same or a lower one.');

const because = z.strictObject({
  rule: z.string().describe('The rule that decided'),
  sentence: z.string(),
  code: z.string().exactOptional(),
  args: z.record(z.string(), z.json()).exactOptional(),
});

/** What `data` says of an access (CONTRACT, _Other systems_): the access's whole state after the event. */
const accessData = z.strictObject({
  tenant: z.string(),
  access: z.string().describe('The id of the access'),
  seq,
  entitlement: z.string().describe('Such as console:acme-prod or role:mdm-eu/Help desk'),
  subject: z.string().describe('Who it is for: an e-mail, else slack:TEAM/USER, discord:ID or person:ID'),
  actor: z.string().describe('Who did it; or hook:ID, client:ID, system'),
  state,
  since: maybeTime.describe('When it started; null: it hasn’t'),
  until,
  reason: z.string().nullable().describe('What was typed; null: nothing, or it was erased'),
  because: z.array(because),
  via: z.string().describe('slack, discord, webhook, api, cli, config or clock'),
  now: z
    .strictObject({ state, until, seq })
    .describe('The access as it is at this attempt. Act on it, and remember accesses that ended.'),
});

/** Endpoints aren’t told who else asks for the same, or withdrew, since nothing changes for anybody by it. */
const what: Readonly<Record<Exclude<AccessEventName, 'joined' | 'withdrawn'>, string>> = {
  requested: 'Somebody asked for access, for themselves or for somebody else.',
  approved: 'An approver approved it. More approvals may be required.',
  denied: 'An approver denied it.',
  cancelled: 'It was withdrawn, or can’t be carried out.',
  lapsed: 'Nobody decided in time, or it couldn’t start in time.',
  started: 'The access starts: give it.',
  extended: 'The access ends later than before.',
  expired: 'The access ended because its time is up: take it away.',
  revoked: 'The access was revoked or given back: take it away.',
  refused: 'Something was tried that isn’t allowed. Sent only where an endpoint asks for it.',
  imported: 'The configuration or a fact says that somebody has it. Sent only where an endpoint asks for it.',
};

/** One codec for each type of event of an access. */
export const accessCodecs = Object.entries(what).map(
  ([event, description]) => [`access.${event}`, codecOf(`access.${event}`, accessData, description)] as const,
);

/** A body is smaller than this, in bytes of UTF-8. */
export const largestBody = 20_000;
const mostReasons = 10;
const longestSentence = 300;

/**
 * The body of a delivery about one event of an access, as JSON; null: the access isn't to be trusted (A9), so nothing is told
 * of it. Pure: it's rendered from what is stored, so that erasing a reason erases it here as well. Throws where there is no
 * such event.
 * @param access as it is at this attempt
 * @param n the event's number, which is the delivery's `seq`
 */
export function renderAccess(access: Access, n: number): string | null {
  if (access.distrust !== undefined) return null;
  const event = access.events[n - 1];
  const then = fold(access.events.slice(0, n), access);
  if (event === undefined || then === null) throw new Error(`${access.id} has no event ${n}`);
  const body = bodyOf(access, then, event);
  const text = JSON.stringify(body);
  return Buffer.byteLength(text) < largestBody ? text : JSON.stringify(shortened(body));
}

function bodyOf(access: Access, then: Access, event: AccessEvent) {
  return {
    type: `access.${event.event}`,
    timestamp: iso(event.at),
    data: {
      tenant: access.tenant,
      access: access.id,
      seq: event.n,
      entitlement: entitlementKey(access.entitlement),
      subject: access.person.label,
      actor: event.actor,
      state: then.state,
      since: maybe(then.since),
      until: maybe(then.until),
      reason: event.text?.value ?? null,
      because: event.because,
      via: event.via,
      now: { state: access.state, until: maybe(access.until), seq: access.events.length },
    },
  };
}

/** Without what only repeats the sentences, and of many reasons the first ones. */
function shortened({ data, ...envelope }: ReturnType<typeof bodyOf>) {
  const because = data.because
    .slice(0, mostReasons)
    .map(({ rule, sentence }: RecordedReason) => ({ rule, sentence: cut(sentence, longestSentence) }));
  return { ...envelope, data: { ...data, because } };
}

const maybe = (at: number | null): string | null => (at === null ? null : iso(at));
