import type { Access } from '../access.ts';
import { reason } from '../reason.ts';
import { event, nothing } from './event.ts';
import type { Decided, Facts } from './types.ts';

/** Somebody whom the configuration lists as a member gets an access without end (DESIGN §3, "Catalogue"). */
export function importMember(access: Access | null, facts: Facts): Decided {
  if (access?.state === 'active' && access.until === null) return nothing();
  const because = [reason('R1', 'listed-as-member')];
  return { events: [event('imported', (access?.events.length ?? 0) + 1, facts, {}, because, false)], refusal: null };
}
