import type { Access } from '../access.ts';
import { isOpen } from '../access.ts';
import type { BindingRule } from '../approval-rule.ts';
import type { AccessEvent } from '../audit-event.ts';
import type { AskFacts } from '../evolve.ts';
import { asJson } from '../evolve.ts';
import { isLimit } from '../entitlement.ts';
import type { Reason } from '../reason.ts';
import { refusals } from '../refusals.ts';
import { timeRefusals, voteRefusals } from '../vote-refusals.ts';
import { granterVotes, isOwnGrant, needsOne } from './granter.ts';
import { event, refuse } from './record.ts';
import type { AccessCommand, Decided, Facts } from './types.ts';

type Wanted = AccessCommand & { name: 'request' | 'grant' };

/** Somebody asks for themselves. */
export function request(access: Access | null, command: Wanted, facts: Facts): Decided {
  if (isLimit(facts.entitlement)) return refuse(access, facts, refusals.limitRequested());
  return ask(access, command, facts, []);
}

/**
 * A5: a request made for somebody else, and the granter's word is its first approval. Nobody grants to themselves, nor to
 * whoever counts as one with them (A4, A7).
 */
export function grant(access: Access | null, command: Wanted, facts: Facts): Decided {
  if (facts.actor.id === facts.subject.id) return refuse(access, facts, refusals.ownAccess('grant'));
  if (facts.authority === null) return refuse(access, facts, refusals.noAuthority(facts.entitlement, 'grant'));
  if (isOwnGrant(facts.humans, facts.actor.id, facts.subject.id, facts.now)) {
    return refuse(access, facts, voteRefusals.oneWithSubject(facts.subject.label, 'grant'));
  }
  const because: Reason[] = [
    {
      rule: 'A5',
      sentence: 'A direct grant is a request made for somebody, and the granter’s word is its first approval.',
    },
  ];
  return ask(access, command, facts, because);
}

function ask(
  access: Access | null,
  { durationMs, endsAt, from }: Wanted,
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
  };
  const asked = event('requested', 1, facts, { ask: asJson(facts_) }, [...facts.because, ...grantBecause]);
  const events: AccessEvent[] = [asked];
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
          basis: asJson(facts.authority),
          account: facts.actorAccount === null ? null : asJson(facts.actorAccount),
          complete: needsOne(rule),
        },
        [{ rule: facts.entitlement.kind === 'console' ? 'C4' : 'R5', sentence: facts.authority.sentence }],
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
