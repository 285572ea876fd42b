import type { Access, Ask, BasisFacts } from '../access.ts';
import { currentStage } from '../access.ts';
import { termsDigest } from '../terms-digest.ts';
import type { CardTerms, Facts } from './types.ts';

/** Who may read what became of it: approvers, whoever decided or asked, whom it is about, and Latchkey administrators. */
export function isConcerned(
  access: Access,
  { actor, subject, authority, actorIsLatchkeyAdministrator }: Facts,
): boolean {
  if (authority !== null || actorIsLatchkeyAdministrator || actor.id === subject.id) return true;
  return access.asks.some((ask) => ask.by.id === actor.id || ask.decisions.some((one) => one.person.id === actor.id));
}

/** Whether a button shows something else than what waits now: another ask, other terms, or another stage. */
export function isStale(access: Access, ask: Ask, { ask: named, digest, stage }: CardTerms): boolean {
  if (named !== ask.id) return true;
  if (digest !== undefined && digest !== termsDigest(access, ask)) return true;
  return stage !== undefined && stage !== (currentStage(ask)?.index ?? -1);
}

const ownBasis: BasisFacts = { kind: 'system', access: null, until: null };

/** What the event of a decision says of it: its ask, its stage, by what authority, and with which account (A1). */
export function basisOf(facts: Facts, ask: Ask, stage: number) {
  return {
    ask: ask.id,
    stage,
    basis: facts.authority ?? ownBasis,
    account: facts.actorAccount,
  };
}
