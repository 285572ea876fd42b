import type { Access } from '../access.ts';
import type { AccessEvent, AccessEventName, Json } from '../audit-event.ts';
import { entitlementKey } from '../entitlement.ts';
import type { Reason } from '../reason.ts';
import type { Refusal } from '../refusal.ts';
import { isRecorded } from '../refusal.ts';
import type { Decided, Facts } from './types.ts';

/** Makes the event after `previous` others. `text` goes along unless it is kept back. */
export function event(
  name: AccessEventName,
  n: number,
  facts: Facts,
  rest: { readonly [key: string]: Json },
  because: readonly Reason[],
  withText = true,
): AccessEvent {
  return {
    n,
    event: name,
    at: facts.now,
    actor: facts.actor.label,
    actorId: facts.bySystem ? null : facts.actor.id,
    subject: facts.subject.label,
    subjectId: facts.subject.id,
    entitlement: entitlementKey(facts.entitlement),
    because,
    facts: { command: facts.command, configuration: facts.configuration, ...rest },
    text: withText ? facts.text : null,
    via: facts.via,
  };
}

export function nothing(): Decided {
  return { events: [], refusal: null };
}

/**
 * A refusal, recorded on the access where the audit chain keeps such refusals: once per person, ask and code, so that
 * nobody fills the record by clicking.
 */
export function refuse(access: Access | null, facts: Facts, refusal: Refusal): Decided {
  if (access === null || !isRecorded(refusal.code)) return { events: [], refusal };
  const ask = access.asks.length;
  const known = access.events.some(
    (one) =>
      one.event === 'refused' &&
      one.actorId === (facts.bySystem ? null : facts.actor.id) &&
      one.facts['code'] === refusal.code &&
      one.facts['asks'] === ask,
  );
  if (known) return { events: [], refusal };
  const because = refusal.because.length > 0 ? refusal.because : [];
  const rest = { code: refusal.code, asks: ask, sentence: refusal.sentence };
  return { events: [event('refused', access.events.length + 1, facts, rest, because)], refusal };
}
