import type { Access } from '../access.ts';
import { startAsk } from '../access.ts';
import { checkApprovals } from './check-approvals.ts';
import { nothing } from './event.ts';
import { askedAgain } from './start.ts';
import type { Decided, Facts } from './types.ts';

/** Facts have changed while it waits: approvals whose givers lost their authority are void now, not only at the start (A3). */
export function recheck(access: Access, facts: Facts): Decided {
  const ask = startAsk(access);
  if (access.state !== 'requested' || ask?.state !== 'open') return nothing();
  const { voided } = checkApprovals(ask, facts);
  return voided.length === 0 ? nothing() : askedAgain(ask, access.events.length + 1, facts, voided);
}
