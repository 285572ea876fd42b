import type { Ask, BasisFacts, Decision } from '../access.ts';
import { standingApprovals } from '../access.ts';
import { countAsOne } from '../one-human.ts';
import type { Reason } from '../reason.ts';
import { reason } from '../reason.ts';
import { granterVotes, isOwnGrant } from './granter.ts';
import type { Facts } from './types.ts';

/** An approval that counts no longer. */
export interface Voided {
  readonly person: string;
  readonly why: Reason;
}

/** Which approvals still count, with what their givers have; and which do not, and why (A3, A7). */
export function checkApprovals(
  ask: Ask,
  facts: Facts,
): { readonly bases: readonly BasisFacts[]; readonly voided: readonly Voided[] } {
  const kept: Decision[] = [];
  const bases: BasisFacts[] = [];
  const voided: Voided[] = [];
  for (const approval of standingApprovals(ask)) {
    const { person } = approval;
    const double = countsAlready(approval, kept, ask, facts);
    const now = facts.approvers.get(person.id);
    const basis = now !== undefined && 'basis' in now ? earlier(approval.basis, now.basis) : null;
    const { label } = person;
    const isVoid = (why: Reason) => voided.push({ person: person.id, why });
    if (double !== null) isVoid(reason('A7', 'approver-counts-as-one', { label, other: double }));
    else if (basis === null) {
      isVoid(now !== undefined && 'void' in now ? now.void : reason('A3', 'approver-not-found', { label }));
    } else if (basis.until !== null && basis.until <= facts.now) {
      isVoid(reason('A3', 'approver-basis-ended', { label }));
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
  { humans, subject, systemOwners }: Facts,
): string | null {
  const isGranter = person.id === ask.by.id;
  const isSubject = isGranter
    ? isOwnGrant(humans, person.id, subject.id, ask.askedAt) || !granterVotes(humans, person.id, subject.id, ask)
    : countAsOne(humans, person.id, subject.id, ask.askedAt);
  if (isSubject) return subject.label;
  const isOne = (other: string) => countAsOne(humans, person.id, other, ask.askedAt);
  if (!isGranter && isOne(ask.by.id)) return ask.by.label;
  const owned = systemOwners.find(({ person: owner }) => isOne(owner));
  if (owned !== undefined) return owned.system;
  if (ask.from !== undefined && isOne(ask.from.person.id)) return ask.from.person.label;
  return kept.find((other) => isOne(other.person.id))?.person.label ?? null;
}

/** The narrower of what the giver had then and has now (A2). */
function earlier(then: BasisFacts, now: BasisFacts): BasisFacts {
  if (then.until === null) return now;
  return now.until === null || then.until < now.until ? then : now;
}
