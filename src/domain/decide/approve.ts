import type { Access, Ask } from '../access.ts';
import { askToDecide, currentStage, missingAt, standingApprovals } from '../access.ts';
import type { PersonId } from '../identity.ts';
import { countAsOne } from '../one-human.ts';
import type { Refusal } from '../refusal.ts';
import { refusals } from '../refusals.ts';
import { voteRefusals } from '../vote-refusals.ts';
import { event, nothing } from './event.ts';
import { lessThanAsked } from './less.ts';
import { authorityReason } from './reasons.ts';
import { refuse } from './refuse.ts';
import type { Decided, Facts, Verdict } from './types.ts';
import { basisOf, isConcerned, isStale } from './verdict.ts';

/** One person's word for the ask that waits (A1, A4, A5). The state decides about a second click. */
export function approve(access: Access, command: Verdict, facts: Facts): Decided {
  if (!isConcerned(access, facts)) return refuse(access, facts, refusals.noAuthority(facts.entitlement, 'approve'));
  const ask = askToDecide(access, command.card.ask);
  if (ask === null) return refuse(access, facts, refusals.notOpen(access));
  if (standingApprovals(ask).some((decision) => decision.person.id === facts.actor.id)) {
    return refuse(access, facts, facts.actor.id === ask.by.id ? refusals.ownAsk() : refusals.alreadyVoiced());
  }
  if (facts.now >= ask.lapsesAt) return refuse(access, facts, refusals.lapsed());
  if (isStale(access, ask, command.card)) return { events: [], refusal: refusals.stale() };
  if (facts.actor.id === facts.subject.id) return refuse(access, facts, refusals.ownAccess('approve'));
  if (facts.actor.id === ask.by.id) return refuse(access, facts, refusals.ownAsk());
  if (facts.authority === null) return refuse(access, facts, refusals.noAuthority(facts.entitlement, 'approve'));
  const noVote = whyNoVote(ask, facts);
  if (noVote !== null) return refuse(access, facts, noVote);
  const stage = currentStage(ask);
  if (stage === null) return nothing();
  if (facts.qualifies[stage.index] !== true) return refuse(access, facts, refusals.notYourStage(ask, stage.index));
  const less = lessThanAsked(ask, command.less, facts);
  if (!less.ok) return { events: [], refusal: less.refusal };
  // A void approval (A3) may have left a gap before a stage that has all its people.
  const complete =
    stage.missing === 1 && ask.stages.every((_, index) => index === stage.index || missingAt(ask, index) === 0);
  return {
    events: [
      event(
        'approved',
        access.events.length + 1,
        facts,
        { ...basisOf(facts, ask, stage.index), complete, ...less.facts },
        [authorityReason(facts.entitlement, facts.authority), ...less.because],
      ),
    ],
    refusal: null,
  };
}

/** Why somebody with authority has no vote in an ask (A7); null: they have one. */
function whyNoVote(
  ask: Ask,
  { humans, actor, subject, systemOwners, actorKnownInTime, authorityInTime }: Facts,
): Refusal | null {
  const isOne = (person: PersonId) => countAsOne(humans, actor.id, person, ask.askedAt);
  const voter = standingApprovals(ask).find(({ person }) => isOne(person.id));
  if (isOne(subject.id)) return voteRefusals.oneWithSubject(subject.label, 'approve');
  if (voter !== undefined) return voteRefusals.oneWithApprover(voter.person.label);
  if (isOne(ask.by.id)) return voteRefusals.oneWithRequester(ask.by.label);
  if (ask.from !== undefined && isOne(ask.from.person.id)) return voteRefusals.handsOver(ask.from.person.label);
  const owned = systemOwners.find(({ person }) => isOne(person));
  if (owned !== undefined) return voteRefusals.runsSystem(owned.system);
  if (!actorKnownInTime) return voteRefusals.newcomer();
  return authorityInTime ? null : voteRefusals.newAuthority();
}
