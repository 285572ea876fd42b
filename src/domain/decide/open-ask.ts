import type { Access } from '../access.ts';
import { isOpen } from '../access.ts';
import type { BindingRule } from '../approval-rule.ts';
import type { AskFacts } from '../events/index.ts';
import type { Reason } from '../reason.ts';
import { refusals } from '../refusals.ts';
import { timeRefusals } from '../vote-refusals.ts';
import { event } from './event.ts';
import { granterVotes, needsOne } from './granter.ts';
import { authorityReason } from './reasons.ts';
import type { Decided, DraftEvent, Facts, Wanted } from './types.ts';

/**
 * Opens the ask of a request or a grant, with the rule that binds as it is now. A grant (`grantBecause` says why) counts as
 * the first approval where its giver may approve (A5).
 */
export function openAsk(
  access: Access | null,
  { durationMs, endsAt, asked: need, from }: Wanted,
  facts: Facts,
  grantBecause: readonly Reason[],
): Decided {
  if (access !== null && isOpen(access)) {
    return { events: [], refusal: refusals.alreadyOpen(access, facts.actor.id === facts.subject.id) };
  }
  if (facts.obstacle) return { events: [], refusal: facts.obstacle };
  const rule = facts.rule;
  if (rule === null) throw new Error('an ask needs the rule that binds it');
  if (endsAt !== undefined && endsAt <= facts.now) return { events: [], refusal: timeRefusals.endPassed() };
  const typed = endsAt === undefined ? durationMs : endsAt - facts.now;
  const wantedMs = typed === 'default' ? rule.defaultMs : typed;
  const duration = from === undefined ? wantedMs : asLongAsAllowed(wantedMs, rule);
  if (duration === null && !rule.always) return { events: [], refusal: refusals.noAlways(rule.maxMs) };
  if (duration !== null && rule.maxMs !== null && duration > rule.maxMs) {
    return { events: [], refusal: refusals.tooLong(rule.maxMs) };
  }
  const facts_: AskFacts = {
    id: 'start',
    kind: 'start',
    durationMs: duration,
    stages: rule.stages,
    heardAt: facts.heardAt,
    lapsesAt: Math.min(facts.now + rule.lapseMs, endsAt ?? Infinity),
    ...(endsAt !== undefined && { endsAt }),
    ...(facts.newlyIn.length > 0 && { newlyIn: facts.newlyIn }),
    ...(facts.roleHolders !== undefined && { roleHolders: facts.roleHolders }),
    ...(facts.apart.length > 0 && { apart: facts.apart }),
    ...(from !== undefined && { from, by: facts.subject }),
    ...(need !== undefined && { asked: need }),
    ...(facts.system !== undefined && { system: facts.system }),
  };
  const asked = event('requested', 1, facts, { ask: facts_ }, [...facts.because, ...grantBecause]);
  const events: DraftEvent[] = [asked];
  const counts = grantBecause.length > 0 && granterVotes(facts.humans, facts.actor.id, facts.subject.id, facts_);
  if (counts && facts.qualifies[0] === true && facts.authority !== null) {
    events.push(
      event(
        'approved',
        2,
        facts,
        {
          ask: 'start',
          stage: 0,
          basis: facts.authority,
          account: facts.actorAccount,
          complete: needsOne(rule),
        },
        [authorityReason(facts.entitlement, facts.authority)],
        false,
      ),
    );
  }
  return { events, refusal: null };
}

/** What is left of an access that is handed over, or the longest that the rules allow. */
function asLongAsAllowed(durationMs: number | null, { always, maxMs }: BindingRule): number | null {
  if (maxMs === null) return durationMs;
  return durationMs === null ? (always ? null : maxMs) : Math.min(durationMs, maxMs);
}
