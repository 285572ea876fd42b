import type { Access } from '../access.ts';
import { isOpen } from '../access.ts';
import type { BindingRule } from '../approval-rule.ts';
import type { AskFacts } from '../events/index.ts';
import type { Reason } from '../reason.ts';
import type { Refusal } from '../refusal.ts';
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
export function openAsk(access: Access | null, wanted: Wanted, facts: Facts, grantBecause: readonly Reason[]): Decided {
  const { endsAt, asked: need, from } = wanted;
  if (access !== null && isOpen(access)) {
    // A system joins what is open: what it asks for has to be allowed all the same.
    const read = facts.system === undefined || facts.rule === null ? null : lengthOf(wanted, facts.rule, facts.now);
    if (read?.ok === false) return { events: [], refusal: read.refusal };
    return { events: [], refusal: refusals.alreadyOpen(access, facts.actor.id === facts.subject.id) };
  }
  if (facts.obstacle) return { events: [], refusal: facts.obstacle };
  const rule = facts.rule;
  if (rule === null) throw new Error('an ask needs the rule that binds it');
  const length = lengthOf(wanted, rule, facts.now);
  if (!length.ok) return { events: [], refusal: length.refusal };
  const facts_: AskFacts = {
    id: 'start',
    kind: 'start',
    durationMs: length.durationMs,
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

/** How long it would be for, in ms (null: without end), or why that isn't allowed. */
function lengthOf(
  { durationMs, endsAt, from }: Wanted,
  rule: BindingRule,
  now: number,
): { readonly ok: true; readonly durationMs: number | null } | { readonly ok: false; readonly refusal: Refusal } {
  if (endsAt !== undefined && endsAt <= now) return { ok: false, refusal: timeRefusals.endPassed() };
  const typed = endsAt === undefined ? durationMs : endsAt - now;
  const wantedMs = typed === 'default' ? rule.defaultMs : typed;
  const length = from === undefined ? wantedMs : asLongAsAllowed(wantedMs, rule);
  if (length === null && !rule.always) return { ok: false, refusal: refusals.noAlways(rule.maxMs) };
  if (length !== null && rule.maxMs !== null && length > rule.maxMs) {
    return { ok: false, refusal: refusals.tooLong(rule.maxMs) };
  }
  return { ok: true, durationMs: length };
}

/** What is left of an access that is handed over, or the longest that the rules allow. */
function asLongAsAllowed(durationMs: number | null, { always, maxMs }: BindingRule): number | null {
  if (maxMs === null) return durationMs;
  return durationMs === null ? (always ? null : maxMs) : Math.min(durationMs, maxMs);
}
