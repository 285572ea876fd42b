import type { Access, Ask } from '../access.ts';
import { isInForce, startAsk } from '../access.ts';
import type { Stage } from '../catalogue.ts';
import { isLimit } from '../entitlement.ts';
import type { Reason } from '../reason.ts';
import { reason } from '../reason.ts';
import type { Refusal } from '../refusal.ts';
import { refusal } from '../refusal.ts';
import { refusals, shorter } from '../refusals.ts';
import { handOverRefusals } from '../hand-over-refusals.ts';
import { timeRefusals } from '../vote-refusals.ts';
import { checkApprovals } from './check-approvals.ts';
import type { Voided } from './check-approvals.ts';
import { event, nothing } from './event.ts';
import { lapse } from './lapse.ts';
import type { Decided, DraftEvent, Facts } from './types.ts';

/**
 * Starts an approved access with facts loaded again (A3), no longer than its givers have themselves (A2). What was approved
 * in time starts however late that is, unless the moment that was typed as its end has passed.
 */
export function start(access: Access, facts: Facts): Decided {
  const ask = startAsk(access);
  if (access.state !== 'approved' || ask === null) return nothing();
  const n = access.events.length + 1;
  const endsAt = ask.endsAt ?? null;
  if (endsAt !== null && facts.now >= endsAt) return lapse(ask, n, facts, timeRefusals.notStartedInTime());
  const obstacle = whyNot(ask, facts);
  if (obstacle !== null) {
    return { events: [event('cancelled', n, facts, { refusal: obstacle }, obstacle.because, false)], refusal: null };
  }
  const { bases, voided } = checkApprovals(ask, facts);
  if (voided.length > 0) return askedAgain(ask, n, facts, voided);
  const own = sooner(endsAt, ask.durationMs === null ? null : facts.now + ask.durationMs);
  const bound = shorter(bases);
  const allowed = sooner(own, bound);
  const until = sooner(allowed, facts.giver?.until ?? null);
  const because: Reason[] = [];
  if (allowed !== own) because.push(reason('A2', 'ends-with-approver'));
  if (until !== allowed) because.push(reason('A6', 'ends-with-giver'));
  because.push(reason('A3', 'approvals-checked'));
  return {
    events: [event('started', n, facts, { ask: ask.id, until, bases: bases }, because, false)],
    refusal: null,
  };
}

/** Why it closes instead of starting; null: nothing speaks against it. */
function whyNot(ask: Ask, facts: Facts): Refusal | null {
  if (facts.fenceAt !== null && ask.heardAt <= facts.fenceAt) return refusals.revokedMeanwhile();
  // A limit takes away: an account that is outside for the moment is no way round it (A6).
  if (facts.subjectGone !== null && !isLimit(facts.entitlement)) {
    const { args } = facts.subjectGone;
    return refusal('gone', args, [reason('A3', 'subject-gone', { why: args })]);
  }
  if (facts.obstacle) return facts.obstacle;
  if (ask.from !== undefined && !isStillHeld(facts)) return handOverRefusals.notHeldAnyMore(ask.from.person.label);
  return asksForMore(ask, facts) ? refusals.groupsChanged() : null;
}

/** Whether there is still something to hand over, so that one access never becomes two (A6). */
function isStillHeld({ giver, now }: Facts): boolean {
  return giver !== undefined && giver !== null && isInForce(giver, now);
}

/**
 * Void approvals are asked for again. The ask keeps the moment at which it lapses, so that it does not wait for ever; when
 * that is over, it lapses at once.
 */
export function askedAgain(ask: Ask, n: number, facts: Facts, voided: readonly Voided[]): Decided {
  const because = voided.map(({ why }) => why);
  const { lapsesAt } = ask;
  const events: DraftEvent[] = [event('refused', n, facts, { code: 'void', void: voided, lapsesAt }, because, false)];
  if (facts.now >= lapsesAt) events.push(...lapse(ask, n + 1, facts, timeRefusals.tooLateToApprove()).events);
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
