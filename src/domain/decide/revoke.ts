import type { Access } from '../access.ts';
import { isInForce } from '../access.ts';
import { isLimit } from '../entitlement.ts';
import type { Reason } from '../reason.ts';
import { reason } from '../reason.ts';
import { refusals } from '../refusals.ts';
import { timeRefusals } from '../vote-refusals.ts';
import { event } from './event.ts';
import { keepLimit } from './keep-limit.ts';
import { isLimitedBy, isRequestedLater } from './narrowing.ts';
import { authorityReason } from './reasons.ts';
import { refuse } from './refuse.ts';
import type { Decided, Facts } from './types.ts';

/**
 * Takes an access away, whatever its stage (C7). A limit is ended only in chat, and not by the limited person (A6). What was
 * requested after the command was received is left alone.
 */
export function revoke(access: Access | null, facts: Facts): Decided {
  const own = facts.actor.id === facts.subject.id;
  if (isLimitedBy(facts)) return refuse(access, facts, refusals.limitOwn());
  if (facts.bySystem && isLimit(facts.entitlement)) return keepLimit(access, facts);
  if (facts.authority === null && !facts.bySystem && !own) {
    return refuse(access, facts, refusals.noAuthority(facts.entitlement, 'revoke'));
  }
  if (facts.obstacle) return refuse(access, facts, facts.obstacle);
  const open = access !== null && (access.state === 'requested' || access.state === 'approved');
  if (access === null || (!open && !isInForce(access, facts.now))) {
    const none = facts.implicit
      ? refusals.implicit(facts.entitlement, facts.subject.label)
      : refusals.nothingToRevoke(facts.entitlement, facts.subject.label);
    return { events: [], refusal: none };
  }
  if (isRequestedLater(access, facts)) return { events: [], refusal: timeRefusals.requestedLater() };
  const rest = {
    ...(facts.authority !== null && { basis: facts.authority }),
    remains: facts.implicit,
    ...(!facts.bySystem && { heardAt: facts.heardAt }),
    ...(facts.claimed !== undefined && { claimed: facts.claimed }),
  };
  return { events: [event('revoked', access.events.length + 1, facts, rest, reasons(facts))], refusal: null };
}

function reasons({ bySystem, because, authority, entitlement, implicit }: Facts): readonly Reason[] {
  const own = reason('A4', 'own-action', { what: 'give-back' });
  const why = bySystem ? because : [authority === null ? own : authorityReason(entitlement, authority)];
  return implicit ? [...why, remains] : why;
}

const remains = reason('C7', 'access-remains');
