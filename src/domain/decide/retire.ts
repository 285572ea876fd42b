import type { Access } from '../access.ts';
import { refusals } from '../refusals.ts';
import { event, nothing } from './event.ts';
import type { Decided, Facts } from './types.ts';

/** The product, instance, item or group is gone from the file: what waits closes, what was given stays. */
export function retire(access: Access, what: string, facts: Facts): Decided {
  if (access.state !== 'requested' && access.state !== 'approved') return nothing();
  const n = access.events.length + 1;
  return { events: [event('cancelled', n, facts, { refusal: refusals.retired(what) }, [], false)], refusal: null };
}
