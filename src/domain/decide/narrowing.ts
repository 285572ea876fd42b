import type { Access } from '../access.ts';
import { requestedAt } from '../access.ts';
import { isLimit } from '../entitlement.ts';
import { countAsOne } from '../one-human.ts';
import type { Facts } from './types.ts';

/** Whether this limits whoever gives the command, or somebody who counts as one with them: then it isn't theirs to end (A6). */
export function isLimitedBy({ bySystem, entitlement, humans, actor, subject, now }: Facts): boolean {
  return !bySystem && isLimit(entitlement) && countAsOne(humans, actor.id, subject.id, now);
}

/** Whether it was requested only after a narrowing command was received, which then leaves it alone (DESIGN §4, _Age_). */
export function isRequestedLater(access: Access, { bySystem, heardAt }: Facts): boolean {
  return !bySystem && requestedAt(access) > heardAt;
}
