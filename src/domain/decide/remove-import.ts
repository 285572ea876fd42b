import type { Access } from '../access.ts';
import { isLimit } from '../entitlement.ts';
import { reason } from '../reason.ts';
import { event, nothing } from './event.ts';
import { keepLimit } from './keep-limit.ts';
import type { Decided, Facts } from './types.ts';

/** A member whom the file no longer names: what the file gave goes, what chat gave stays. */
export function removeImport(access: Access | null, facts: Facts): Decided {
  if (!access?.imported || access.state !== 'active') return nothing();
  if (isLimit(facts.entitlement)) return keepLimit(access, facts);
  const because = [reason('R1', 'not-listed-as-member')];
  return {
    events: [event('revoked', access.events.length + 1, facts, { remains: false }, because, false)],
    refusal: null,
  };
}
