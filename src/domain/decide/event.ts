import type { AccessEvent, AccessEventName, Json } from '../audit-event.ts';
import { entitlementKey } from '../entitlement.ts';
import type { Reason } from '../reason.ts';
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

/** There is nothing to do, and nothing to refuse. */
export function nothing(): Decided {
  return { events: [], refusal: null };
}
