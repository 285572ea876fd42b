import type { AccessEvent, AccessEventName, FactsOf } from '../events/index.ts';
import { entitlementKey } from '../entitlement.ts';
import type { Reason } from '../reason.ts';
import type { Decided, Facts } from './types.ts';

/** Makes the event after `previous` others. `text` goes along unless it is kept back. */
export function event<Name extends AccessEventName>(
  name: Name,
  n: number,
  facts: Facts,
  rest: FactsOf<Name>,
  because: readonly Reason[],
  withText = true,
): AccessEvent {
  const made = {
    n,
    event: name,
    at: facts.now,
    actor: facts.actor.label,
    actorId: facts.bySystem ? null : facts.actor.id,
    subject: facts.subject.label,
    subjectId: facts.subject.id,
    entitlement: entitlementKey(facts.entitlement),
    because,
    facts: { v: 1, command: facts.command, configuration: facts.configuration, ...rest },
    text: withText ? facts.text : null,
    via: facts.via,
  };
  return made as unknown as AccessEvent;
}

/** There is nothing to do, and nothing to refuse. */
export function nothing(): Decided {
  return { events: [], refusal: null };
}
