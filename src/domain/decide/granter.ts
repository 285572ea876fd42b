import type { Ask } from '../access.ts';
import type { PersonId } from '../identity.ts';
import type { HumanFacts } from '../one-human.ts';
import { countAsOne } from '../one-human.ts';

/**
 * Whether a grant is to oneself (A4, A7). Whoever adds somebody by an address that nobody has proved yet (C3) counts as one
 * with them by this very address alone: that is a grant to somebody else, see `granterVotes`.
 */
export function isOwnGrant(humans: HumanFacts, granter: PersonId, subject: PersonId, at: number): boolean {
  return countAsOne(butTyped(humans, granter, subject), granter, subject, at);
}

/**
 * Whether the granter's word is the first approval (A5). For somebody whom they named by an address themselves it is only
 * where one approval is enough: where two people have to approve, two others do (A7).
 */
export function granterVotes(
  humans: HumanFacts,
  granter: PersonId,
  subject: PersonId,
  ask: Pick<Ask, 'stages'>,
): boolean {
  const typed = humans.typed.some((one) => one.person === subject && one.by === granter);
  return !typed || needsOne(ask);
}

/** Whether one approval is enough. */
export function needsOne({ stages }: Pick<Ask, 'stages'>): boolean {
  return stages.length === 1 && stages[0]?.count === 1;
}

function butTyped(humans: HumanFacts, granter: PersonId, subject: PersonId): HumanFacts {
  return { ...humans, typed: humans.typed.filter((one) => one.person !== subject || one.by !== granter) };
}
