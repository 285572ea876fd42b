import type { Access } from '../access.ts';
import { timeRefusals } from '../vote-refusals.ts';
import { refuse } from './refuse.ts';
import type { Decided, Facts } from './types.ts';

/** A6: a file, a fact or the command line leaves a limit as it is, and that is recorded once. */
export function keepLimit(access: Access | null, facts: Facts): Decided {
  return refuse(access, facts, timeRefusals.limitStays(facts.entitlement, facts.subject.label));
}
