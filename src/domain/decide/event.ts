import type { AccessEventName } from '../events/index.ts';
import { entitlementKey } from '../entitlement.ts';
import type { Reason } from '../reason.ts';
import type { Decided, DraftEvent, DraftFacts, Facts } from './types.ts';

/** Makes the event after `previous` others. `text` goes along unless it is kept back. */
export function event<Name extends AccessEventName>(
  name: Name,
  n: number,
  facts: Facts,
  rest: DraftFacts<Name>,
  because: readonly Reason[],
  withText = true,
): DraftEvent {
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
  return made as unknown as DraftEvent;
}

/** There is nothing to do, and nothing to refuse. */
export function nothing(): Decided {
  return { events: [], refusal: null };
}
