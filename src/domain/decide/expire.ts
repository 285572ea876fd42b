import type { Access } from '../access.ts';
import { event, nothing } from './event.ts';
import type { Decided, Facts } from './types.ts';

/** Ends an active access whose `until` has passed; before that, and without one, it does nothing (DESIGN §3). */
export function expire(access: Access, facts: Facts): Decided {
  if (access.until === null || facts.now < access.until) return nothing();
  return { events: [event('expired', access.events.length + 1, facts, {}, [], false)], refusal: null };
}
