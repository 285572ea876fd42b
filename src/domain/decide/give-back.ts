import type { Access } from '../access.ts';
import { refusals } from '../refusals.ts';
import { refuse } from './refuse.ts';
import { revoke } from './revoke.ts';
import type { Decided, Facts } from './types.ts';

/** Giving back your own access is always allowed (A4), except a limit (A6); it needs no authority. */
export function giveBack(access: Access, facts: Facts): Decided {
  if (facts.actor.id !== facts.subject.id) return refuse(access, facts, refusals.notYoursToGiveBack());
  return revoke(access, { ...facts, authority: null });
}
