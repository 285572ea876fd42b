import type { Ask, Basis, Decision } from '../access.ts';
import { standingApprovals } from '../access.ts';
import { countAsOne } from '../one-human.ts';
import { voteRefusals } from '../vote-refusals.ts';
import { granterVotes, isOwnGrant } from './granter.ts';
import type { Facts } from './types.ts';

/** An approval that counts no longer. */
export interface Voided {
  readonly person: string;
  readonly why: string;
  readonly rule: 'A3' | 'A7';
}

/** Which approvals still count, with what their givers have; and which do not, and why (A3, A7). */
export function checkApprovals(
  ask: Ask,
  facts: Facts,
): { readonly bases: readonly Basis[]; readonly voided: readonly Voided[] } {
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

/** The narrower of what the giver had then and has now (A2). */
function earlier(then: Basis, now: Basis): Basis {
  if (then.until === null) return now;
  return now.until === null || then.until < now.until ? then : now;
}
