import type { Access, Ask } from '../access.ts';
import { currentStage, missingAt, openAsk, standingApprovals, termsDigest } from '../access.ts';
import { asJson } from '../evolve.ts';
import type { PersonId } from '../identity.ts';
import { countAsOne } from '../one-human.ts';
import type { Reason } from '../reason.ts';
import type { Refusal } from '../refusal.ts';
import { refusals } from '../refusals.ts';
import { timeRefusals, voteRefusals } from '../vote-refusals.ts';
import { isLimitedBy, isRequestedLater } from './narrowing.ts';
import { event, nothing, refuse } from './record.ts';
import type { AccessCommand, CardTerms, Decided, Facts } from './types.ts';

/** One person's word for the ask that waits (A1, A4, A5). The state decides about a second click. */
export function approve(access: Access, command: AccessCommand & { name: 'approve' | 'deny' }, facts: Facts): Decided {
  if (!isConcerned(access, facts)) return refuse(access, facts, refusals.noAuthority(facts.entitlement, 'approve'));
  const ask = openAsk(access);
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
  // A void approval (A3) may have left a gap before a stage that has all its people.
  const complete =
    stage.missing === 1 && ask.stages.every((_, index) => index === stage.index || missingAt(ask, index) === 0);
  return {
    events: [
      event('approved', access.events.length + 1, facts, { ...basisOf(facts, ask, stage.index), complete }, [
        authorityReason(facts),
      ]),
    ],
    refusal: null,
  };
}

/** One denial closes the ask. Who has authority may, and who asked or is asked about (A4; limits excepted, A6). */
export function deny(access: Access, command: AccessCommand & { name: 'approve' | 'deny' }, facts: Facts): Decided {
  if (!isConcerned(access, facts)) return refuse(access, facts, refusals.noAuthority(facts.entitlement, 'deny'));
  const ask = openAsk(access);
  if (ask === null) return refuse(access, facts, refusals.notOpen(access));
  if (isStale(access, ask, command.card)) return { events: [], refusal: refusals.stale() };
  if (isRequestedLater(access, facts)) return { events: [], refusal: timeRefusals.requestedLater() };
  const own = facts.actor.id === facts.subject.id || facts.actor.id === ask.by.id;
  if (isLimitedBy(facts)) return refuse(access, facts, refusals.limitOwn());
  if (facts.authority === null && !own) return refuse(access, facts, refusals.noAuthority(facts.entitlement, 'deny'));
  const stage = currentStage(ask)?.index ?? ask.stages.length - 1;
  const because: Reason =
    facts.authority === null
      ? { rule: 'A4', sentence: 'Denying one’s own is always allowed.' }
      : authorityReason(facts);
  return {
    events: [event('denied', access.events.length + 1, facts, basisOf(facts, ask, stage), [because])],
    refusal: null,
  };
}

/** Who asked, or who it is for, takes it back before it starts; a Latchkey administrator mends what is stuck. */
export function cancel(access: Access, facts: Facts): Decided {
  if (!isConcerned(access, facts)) return refuse(access, facts, refusals.notYours());
  if (access.state !== 'requested' && access.state !== 'approved') {
    return refuse(access, facts, refusals.notOpen(access));
  }
  if (isRequestedLater(access, facts)) return { events: [], refusal: timeRefusals.requestedLater() };
  const asker = access.asks.some((ask) => ask.by.id === facts.actor.id);
  const subject = facts.actor.id === facts.subject.id;
  if (!asker && isLimitedBy(facts)) return refuse(access, facts, refusals.limitOwn());
  if (!asker && !subject && !facts.actorIsLatchkeyAdministrator) return refuse(access, facts, refusals.notYours());
  const because: Reason =
    asker || subject
      ? { rule: 'A4', sentence: 'Cancelling one’s own is always allowed.' }
      : { rule: 'A4', sentence: 'A Latchkey administrator cancelled an ask that was stuck.' };
  return { events: [event('cancelled', access.events.length + 1, facts, {}, [because])], refusal: null };
}

/** Why somebody with authority has no vote in an ask (A7); null: they have one. */
function whyNoVote(ask: Ask, { humans, actor, subject, actorKnownInTime, authorityInTime }: Facts): Refusal | null {
  const isOne = (person: PersonId) => countAsOne(humans, actor.id, person, ask.askedAt);
  const voter = standingApprovals(ask).find(({ person }) => isOne(person.id));
  if (isOne(subject.id)) return voteRefusals.oneWithSubject(subject.label, 'approve');
  if (voter !== undefined) return voteRefusals.oneWithApprover(voter.person.label);
  if (isOne(ask.by.id)) return voteRefusals.oneWithRequester(ask.by.label);
  if (ask.from !== undefined && isOne(ask.from.person.id)) return voteRefusals.handsOver(ask.from.person.label);
  if (!actorKnownInTime) return voteRefusals.newcomer();
  return authorityInTime ? null : voteRefusals.newAuthority();
}

/** Who may hear what became of it: who may decide, who decided or asked, whom it is about, who mends what is stuck. */
function isConcerned(access: Access, { actor, subject, authority, actorIsLatchkeyAdministrator }: Facts): boolean {
  if (authority !== null || actorIsLatchkeyAdministrator || actor.id === subject.id) return true;
  return access.asks.some((ask) => ask.by.id === actor.id || ask.decisions.some((one) => one.person.id === actor.id));
}

function isStale(access: Access, ask: Ask, { ask: named, digest, stage }: CardTerms): boolean {
  if (named !== ask.id) return true;
  if (digest !== undefined && digest !== termsDigest(access, ask)) return true;
  return stage !== undefined && stage !== (currentStage(ask)?.index ?? -1);
}

function basisOf(facts: Facts, ask: Ask, stage: number) {
  return {
    ask: ask.id,
    stage,
    basis: asJson(facts.authority ?? { kind: 'system', access: null, until: null, sentence: 'It is their own.' }),
    account: facts.actorAccount === null ? null : asJson(facts.actorAccount),
  };
}

function authorityReason(facts: Facts): Reason {
  return {
    rule: facts.entitlement.kind === 'console' ? 'C4' : 'R5',
    sentence: facts.authority?.sentence ?? 'They have the authority.',
  };
}
