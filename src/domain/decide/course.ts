import type { Access, Ask } from '../access.ts';
import { isInForce, latestAsk, standingApprovals } from '../access.ts';
import type { Basis } from '../access.ts';
import type { Json } from '../audit-event.ts';
import type { Stage } from '../catalogue.ts';
import { isLimit } from '../entitlement.ts';
import { asJson } from '../evolve.ts';
import type { Reason } from '../reason.ts';
import { refusals, shorter } from '../refusals.ts';
import { event, nothing, refuse } from './record.ts';
import type { Decided, Facts } from './types.ts';

/** What happens to an access by itself or by its end: start, expiry, lapse, revocation, import. */

/** Starts an approved access with facts loaded again (A3), no longer than its givers have themselves (A2). */
export function start(access: Access, facts: Facts): Decided {
  const ask = latestAsk(access);
  if (access.state !== 'approved' || ask === null) return nothing();
  if (facts.now >= ask.lapsesAt) return look(access, facts);
  const n = access.events.length + 1;
  const close = (code: string, because: readonly Reason[], sentence: string): Decided => ({
    events: [event('cancelled', n, facts, { code, sentence }, because, false)],
    refusal: null,
  });
  if (facts.fenceAt !== null && ask.heardAt <= facts.fenceAt) {
    return close(
      'revoked-meanwhile',
      [{ rule: 'C7', sentence: refusals.revokedMeanwhile().sentence }],
      refusals.revokedMeanwhile().sentence,
    );
  }
  // A limit takes away: an account that is outside for the moment is no way round it (A6).
  if (facts.subjectGone !== null && !isLimit(facts.entitlement)) {
    return close('gone', [{ rule: 'A3', sentence: facts.subjectGone }], facts.subjectGone);
  }
  if (facts.obstacle) return close(facts.obstacle.code, facts.obstacle.because, facts.obstacle.sentence);
  if (asksForMore(access, ask, facts)) {
    const { code, because, sentence } = refusals.groupsChanged();
    return close(code, because, sentence);
  }
  const bases: Basis[] = [];
  const voided: { person: string; why: string }[] = [];
  for (const approval of standingApprovals(ask)) {
    const now = facts.approvers.get(approval.person.id);
    if (now === undefined || 'void' in now) {
      voided.push({ person: approval.person.id, why: now?.void ?? `${approval.person.label} could not be found.` });
      continue;
    }
    const basis = earlier(approval.basis, now.basis);
    if (basis.until !== null && basis.until <= facts.now) {
      voided.push({ person: approval.person.id, why: `What ${approval.person.label} approved with has ended.` });
    } else bases.push(basis);
  }
  if (voided.length > 0) {
    const because: Reason[] = voided.map(({ why }) => ({ rule: 'A3', sentence: why }));
    const lapsesAt = facts.now + (ask.lapsesAt - ask.askedAt);
    return {
      events: [event('refused', n, facts, { code: 'void', void: voided, lapsesAt }, because, false)],
      refusal: null,
    };
  }
  const own = ask.durationMs === null ? null : facts.now + ask.durationMs;
  const bound = shorter(bases);
  const until = own === null ? bound : bound === null ? own : Math.min(own, bound);
  const because: Reason[] = [];
  if (until !== own)
    because.push({
      rule: 'A2',
      sentence: 'Nobody gives longer than they have: it ends when an approver’s own access ends.',
    });
  because.push({ rule: 'A3', sentence: 'Every approval was checked again when it started.' });
  return {
    events: [event('started', n, facts, { ask: ask.id, until, bases: asJson(bases) }, because, false)],
    refusal: null,
  };
}

/** The clock says look: expire what is over, lapse what nobody decided. Before its time this does nothing. */
export function look(access: Access, facts: Facts): Decided {
  const n = access.events.length + 1;
  if (access.state === 'active' && access.until !== null && facts.now >= access.until) {
    return { events: [event('expired', n, facts, {}, [], false)], refusal: null };
  }
  const ask = latestAsk(access);
  if ((access.state === 'requested' || access.state === 'approved') && ask !== null && facts.now >= ask.lapsesAt) {
    return { events: [event('lapsed', n, facts, { ask: ask.id }, [], false)], refusal: null };
  }
  return nothing();
}

/** Takes an access away, whatever its stage (C7). The limited person cannot end a limit (A6). */
export function revoke(access: Access | null, facts: Facts): Decided {
  const own = facts.actor.id === facts.subject.id;
  if (own && isLimit(facts.entitlement) && !facts.bySystem) return refuse(access, facts, refusals.limitOwn());
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

/**
 * R7: whether a group that the person was in at the asking, and would newly be in now, brings a rule that did not bind
 * then. A change of the configuration is none: the rule as it was then binds.
 */
function asksForMore(access: Access, ask: Ask, { rule, configuration }: Facts): boolean {
  const asked = access.events.findLast((one) => one.event === 'requested');
  if (rule === null || asked?.facts['configuration'] !== configuration) return false;
  const known = new Set(ask.stages.map((stage) => JSON.stringify(stage)));
  const one = (stage: Stage) => stage.of.kind === 'authority' && stage.count === 1;
  if (rule.stages.some((stage) => !one(stage) && !known.has(JSON.stringify(stage)))) return true;
  return ask.durationMs === null ? !rule.always : rule.maxMs !== null && ask.durationMs > rule.maxMs;
}

/** The narrower of what the giver had then and has now (A2). */
function earlier(then: Basis, now: Basis): Basis {
  if (then.until === null) return now;
  return now.until === null || then.until < now.until ? then : now;
}
