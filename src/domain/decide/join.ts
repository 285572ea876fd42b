import type { Access } from '../access.ts';
import { isOpen, startAsk } from '../access.ts';
import { hasAsked } from '../askers.ts';
import { refusals } from '../refusals.ts';
import { event, nothing } from './event.ts';
import type { Decided, Facts } from './types.ts';

/** A system asks for what somebody asked for before. Its owners have no vote either, also where they had one until now. */
export function join(access: Access, asker: string, facts: Facts): Decided {
  const ask = startAsk(access);
  if (ask === null || facts.system === undefined || !isOpen(access)) {
    return { events: [], refusal: refusals.notOpen(access) };
  }
  if (hasAsked(ask, asker)) return nothing();
  const { id, label } = facts.actor;
  const rest = { ask: ask.id, asker, by: { id, label }, system: facts.system };
  return { events: [event('joined', access.events.length + 1, facts, rest, facts.because)], refusal: null };
}
