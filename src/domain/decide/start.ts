import type { Access, Ask, Basis, Decision } from '../access.ts';
import { isInForce, latestAsk, standingApprovals } from '../access.ts';
import type { AccessEvent } from '../audit-event.ts';
import type { Stage } from '../catalogue.ts';
import { isLimit } from '../entitlement.ts';
import { asJson } from '../evolve.ts';
import { countAsOne } from '../one-human.ts';
import type { Reason } from '../reason.ts';
import type { Refusal } from '../refusal.ts';
import { refusals, shorter } from '../refusals.ts';
import { handOverRefusals } from '../hand-over-refusals.ts';
import { timeRefusals, voteRefusals } from '../vote-refusals.ts';
import { granterVotes, isOwnGrant } from './granter.ts';
import { lapsed } from './lapse.ts';
import { event, nothing } from './record.ts';
import type { Decided, Facts } from './types.ts';

/**
 * Starts an approved access with facts loaded again (A3), no longer than its givers have themselves (A2). What was approved
 * in time starts however late that is, unless the moment that was typed as its end has passed.
 */
export function start(access: Access, facts: Facts): Decided {
  const ask = latestAsk(access);
  if (access.state !== 'approved' || ask === null) return nothing();
  const n = access.events.length + 1;
  const endsAt = ask.endsAt ?? null;
  if (endsAt !== null && facts.now >= endsAt) return lapsed(ask, n, facts, timeRefusals.notStartedInTime());
  const obstacle = whyNot(ask, facts);
  if (obstacle !== null) {
    const { code, sentence, because } = obstacle;
    return { events: [event('cancelled', n, facts, { code, sentence }, because, false)], refusal: null };
  }
  const { bases, voided } = check(ask, facts);
  if (voided.length > 0) return again(ask, n, facts, voided);
  const own = endsAt ?? (ask.durationMs === null ? null : facts.now + ask.durationMs);
  const bound = shorter(bases);
  const allowed = sooner(own, bound);
  const until = sooner(allowed, facts.giver?.until ?? null);
  const because: Reason[] = [];
  if (allowed !== own)
    because.push({
      rule: 'A2',
      sentence: 'Nobody gives longer than they have: it ends when an approver’s own access ends.',
    });
  if (until !== allowed)
    because.push({ rule: 'A6', sentence: 'What is handed over ends when it would have ended for whoever had it.' });
  because.push({ rule: 'A3', sentence: 'Every approval was checked again when it started.' });
  return {
    events: [event('started', n, facts, { ask: ask.id, until, bases: asJson(bases) }, because, false)],
    refusal: null,
  };
}

/** Why it closes instead of starting; null: nothing speaks against it. */
function whyNot(ask: Ask, facts: Facts): Refusal | null {
  if (facts.fenceAt !== null && ask.heardAt <= facts.fenceAt) {
    const { code, sentence } = refusals.revokedMeanwhile();
    return { code, sentence, because: [{ rule: 'C7', sentence }] };
  }
  // A limit takes away: an account that is outside for the moment is no way round it (A6).
  if (facts.subjectGone !== null && !isLimit(facts.entitlement)) {
    return { code: 'gone', sentence: facts.subjectGone, because: [{ rule: 'A3', sentence: facts.subjectGone }] };
  }
  if (facts.obstacle) return facts.obstacle;
  if (ask.from !== undefined && !isStillHeld(facts)) return handOverRefusals.notHeldAnyMore(ask.from.person.label);
  return asksForMore(ask, facts) ? refusals.groupsChanged() : null;
}

/** Whether there is still something to hand over, so that one access never becomes two (A6). */
function isStillHeld({ giver, now }: Facts): boolean {
  return giver !== undefined && giver !== null && isInForce(giver, now);
}

interface Voided {
  readonly person: string;
  readonly why: string;
  readonly rule: 'A3' | 'A7';
}

/** Which approvals still count, with what their givers have; and which do not, and why (A3, A7). */
function check(ask: Ask, facts: Facts): { readonly bases: readonly Basis[]; readonly voided: readonly Voided[] } {
  const kept: Decision[] = [];
  const bases: Basis[] = [];
  const voided: Voided[] = [];
  for (const approval of standingApprovals(ask)) {
    const { person } = approval;
    const double = countsAlready(approval, kept, ask, facts);
    const now = facts.approvers.get(person.id);
    const basis = now !== undefined && 'basis' in now ? earlier(approval.basis, now.basis) : null;
    if (double !== null) voided.push({ person: person.id, why: voteRefusals.voidAs(person.label, double), rule: 'A7' });
    else if (basis === null) {
      const why = now !== undefined && 'void' in now ? now.void : `${person.label} could not be found.`;
      voided.push({ person: person.id, why, rule: 'A3' });
    } else if (basis.until !== null && basis.until <= facts.now) {
      voided.push({ person: person.id, why: `What ${person.label} approved with has ended.`, rule: 'A3' });
    } else {
      kept.push(approval);
      bases.push(basis);
    }
  }
  return { bases, voided };
}

/** Whom the giver of an approval counts as one with, so that it counts no longer, as facts are now (A7); null: nobody. */
function countsAlready(
  { person }: Decision,
  kept: readonly Decision[],
  ask: Ask,
  { humans, subject }: Facts,
): string | null {
  const isGranter = person.id === ask.by.id;
  const isSubject = isGranter
    ? isOwnGrant(humans, person.id, subject.id, ask.askedAt) || !granterVotes(humans, person.id, subject.id, ask)
    : countAsOne(humans, person.id, subject.id, ask.askedAt);
  if (isSubject) return subject.label;
  const isOne = (other: string) => countAsOne(humans, person.id, other, ask.askedAt);
  if (!isGranter && isOne(ask.by.id)) return ask.by.label;
  if (ask.from !== undefined && isOne(ask.from.person.id)) return ask.from.person.label;
  return kept.find((other) => isOne(other.person.id))?.person.label ?? null;
}

/**
 * Void approvals are asked for again. The ask keeps the moment at which it lapses, so that it does not wait for ever; when
 * that is over, it lapses at once.
 */
function again(ask: Ask, n: number, facts: Facts, voided: readonly Voided[]): Decided {
  const because: Reason[] = voided.map(({ why, rule }) => ({ rule, sentence: why }));
  const list = voided.map(({ person, why }) => ({ person, why }));
  const { lapsesAt } = ask;
  const events: AccessEvent[] = [event('refused', n, facts, { code: 'void', void: list, lapsesAt }, because, false)];
  if (facts.now >= lapsesAt) events.push(...lapsed(ask, n + 1, facts, timeRefusals.tooLateToApprove()).events);
  return { events, refusal: null };
}

/**
 * R7: whether a group that the person is newly in now, and was not when it was asked for, brings a rule that the approvals
 * do not meet, whatever brought it: a role that ended, or the configuration. The rules as they were then bind.
 */
function asksForMore(ask: Ask, { rule }: Facts): boolean {
  if (rule === null) return false;
  const known = new Set(ask.stages.map((stage) => JSON.stringify(stage)));
  const one = (stage: Stage) => stage.of.kind === 'authority' && stage.count === 1;
  if (rule.stages.some((stage) => !one(stage) && !known.has(JSON.stringify(stage)))) return true;
  return ask.durationMs === null ? !rule.always : rule.maxMs !== null && ask.durationMs > rule.maxMs;
}

/** The earlier of two ends, in ms; null is without end. */
function sooner(one: number | null, other: number | null): number | null {
  if (one === null || other === null) return one ?? other;
  return Math.min(one, other);
}

/** The narrower of what the giver had then and has now (A2). */
function earlier(then: Basis, now: Basis): Basis {
  if (then.until === null) return now;
  return now.until === null || then.until < now.until ? then : now;
}
