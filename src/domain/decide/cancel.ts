import type { Access } from '../access.ts';
import type { Reason } from '../reason.ts';
import { reason } from '../reason.ts';
import { refusals } from '../refusals.ts';
import { timeRefusals } from '../vote-refusals.ts';
import { event } from './event.ts';
import { isLimitedBy, isRequestedLater } from './narrowing.ts';
import { refuse } from './refuse.ts';
import type { Decided, Facts } from './types.ts';
import { isConcerned } from './verdict.ts';

/** Who asked, or who it is for, takes it back before it starts; a Latchkey administrator cancels what is stuck. */
export function cancel(access: Access, facts: Facts): Decided {
  if (!isConcerned(access, facts)) return refuse(access, facts, refusals.notYours());
  if (access.state !== 'requested' && access.state !== 'approved') {
    return refuse(access, facts, refusals.notOpen(access));
  }
  if (isRequestedLater(access, facts)) return { events: [], refusal: timeRefusals.requestedLater() };
  const asker = access.asks.some((ask) => ask.by.id === facts.actor.id);
  const subject = facts.actor.id === facts.subject.id;
  if (!asker && isLimitedBy(facts)) return refuse(access, facts, refusals.limitOwn());
  if (!asker && !subject && !facts.actorIsLatchkeyAdministrator) return refuse(access, facts, refusals.notYours());
  const because: Reason =
    asker || subject ? reason('A4', 'own-action', { what: 'cancel' }) : reason('A4', 'stuck-request-cancelled');
  const { heardAt } = facts;
  return { events: [event('cancelled', access.events.length + 1, facts, { heardAt }, [because])], refusal: null };
}
