import type { Access } from '../access.ts';
import { askToDecide, currentStage } from '../access.ts';
import type { Reason } from '../reason.ts';
import { reason } from '../reason.ts';
import { refusals } from '../refusals.ts';
import { timeRefusals } from '../vote-refusals.ts';
import { event } from './event.ts';
import { isLimitedBy, isRequestedLater } from './narrowing.ts';
import { authorityReason } from './reasons.ts';
import { refuse } from './refuse.ts';
import type { Decided, Facts, Verdict } from './types.ts';
import { basisOf, isConcerned, isStale } from './verdict.ts';

/**
 * One denial closes the ask. Who has authority may, and who asked or is asked about (A4; limits excepted, A6). A role that is
 * suggested instead has to be one that would still do.
 */
export function deny(access: Access, command: Verdict, facts: Facts): Decided {
  if (!isConcerned(access, facts)) return refuse(access, facts, refusals.noAuthority(facts.entitlement, 'deny'));
  const ask = askToDecide(access, command.card.ask);
  if (ask === null) return refuse(access, facts, refusals.notOpen(access));
  if (isStale(access, ask, command.card)) return { events: [], refusal: refusals.stale() };
  if (isRequestedLater(access, facts)) return { events: [], refusal: timeRefusals.requestedLater() };
  const own = facts.actor.id === facts.subject.id || facts.actor.id === ask.by.id;
  if (isLimitedBy(facts)) return refuse(access, facts, refusals.limitOwn());
  if (facts.authority === null && !own) return refuse(access, facts, refusals.noAuthority(facts.entitlement, 'deny'));
  const { instead } = command;
  if (instead !== undefined && facts.wouldDo?.includes(instead) !== true) {
    return { events: [], refusal: refusals.stale() };
  }
  const stage = currentStage(ask)?.index ?? ask.stages.length - 1;
  const because: Reason =
    facts.authority === null
      ? reason('A4', 'own-action', { what: 'deny' })
      : authorityReason(facts.entitlement, facts.authority);
  const denied = { ...basisOf(facts, ask, stage), ...(instead !== undefined && { instead }) };
  return { events: [event('denied', access.events.length + 1, facts, denied, [because])], refusal: null };
}
