import type { Access } from '../access.ts';
import { isInForce, isOverdue, latestAsk } from '../access.ts';
import type { Json } from '../audit-event.ts';
import { isLimit } from '../entitlement.ts';
import { asJson } from '../evolve.ts';
import type { Reason } from '../reason.ts';
import { refusals } from '../refusals.ts';
import { timeRefusals } from '../vote-refusals.ts';
import { lapsed } from './lapse.ts';
import { isLimitedBy, isRequestedLater } from './narrowing.ts';
import { event, nothing, refuse } from './record.ts';
import type { Decided, Facts } from './types.ts';

/** What happens to an access by itself or by its end: expiry, lapse, revocation, import. */

/** The clock says look: expire what is over, lapse what nobody decided. Before its time this does nothing. */
export function look(access: Access, facts: Facts): Decided {
  const n = access.events.length + 1;
  if (access.state === 'active' && access.until !== null && facts.now >= access.until) {
    return { events: [event('expired', n, facts, {}, [], false)], refusal: null };
  }
  const ask = latestAsk(access);
  if (ask === null || !isOverdue(access, facts.now)) return nothing();
  if (access.state === 'requested') return lapsed(ask, n, facts);
  return access.state === 'approved' ? lapsed(ask, n, facts, timeRefusals.notStartedInTime()) : nothing();
}

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
  const because: Reason[] = [];
  if (facts.bySystem) because.push(...facts.because);
  else if (facts.authority)
    because.push({ rule: facts.entitlement.kind === 'console' ? 'C4' : 'R5', sentence: facts.authority.sentence });
  else because.push({ rule: 'A4', sentence: 'Giving back one’s own is always allowed.' });
  if (facts.implicit) {
    because.push({
      rule: 'C7',
      sentence: 'The explicit grant goes; access remains, because they are an administrator of the product.',
    });
  }
  const basis: Record<string, Json> = facts.authority === null ? {} : { basis: asJson(facts.authority) };
  return {
    events: [event('revoked', access.events.length + 1, facts, { ...basis, remains: facts.implicit }, because)],
    refusal: null,
  };
}

export function giveBack(access: Access, facts: Facts): Decided {
  if (facts.actor.id !== facts.subject.id) return refuse(access, facts, refusals.notYoursToGiveBack());
  return revoke(access, { ...facts, authority: null });
}

/** A member of the configuration's roster gets an access without end (DESIGN §3, "Catalogue"). */
export function importMember(access: Access | null, facts: Facts): Decided {
  if (access?.state === 'active' && access.until === null) return nothing();
  const because: Reason[] = [{ rule: 'R1', sentence: 'The configuration lists them as a member.' }];
  return { events: [event('imported', (access?.events.length ?? 0) + 1, facts, {}, because, false)], refusal: null };
}

/** A member that vanished from the file: what the file gave goes, what chat gave stays. */
export function removeImport(access: Access | null, facts: Facts): Decided {
  if (!access?.imported || access.state !== 'active') return nothing();
  if (isLimit(facts.entitlement)) return keepLimit(access, facts);
  const because: Reason[] = [{ rule: 'R1', sentence: 'The configuration lists them as a member no longer.' }];
  return {
    events: [event('revoked', access.events.length + 1, facts, { remains: false }, because, false)],
    refusal: null,
  };
}

/** The product, instance, item or group is gone from the file: what waits closes, what was given stays. */
export function retire(access: Access, sentence: string, facts: Facts): Decided {
  if (access.state !== 'requested' && access.state !== 'approved') return nothing();
  const n = access.events.length + 1;
  return { events: [event('cancelled', n, facts, { code: 'retired', sentence }, [], false)], refusal: null };
}

/** A6: a file, a fact or the command line leaves a limit as it is, and that is recorded once. */
function keepLimit(access: Access | null, facts: Facts): Decided {
  return refuse(access, facts, timeRefusals.limitStays(facts.entitlement, facts.subject.label));
}
