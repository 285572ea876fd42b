import type { Access } from '../access.ts';
import { isOverdue, latestAsk } from '../access.ts';
import { timeRefusals } from '../vote-refusals.ts';
import { nothing } from './event.ts';
import { expire } from './expire.ts';
import { lapse } from './lapse.ts';
import type { Decided, Facts } from './types.ts';

/** A time has come: ends what is over, lapses what nobody decided in time. Before that it does nothing. */
export function look(access: Access, facts: Facts): Decided {
  if (access.state === 'active') return expire(access, facts);
  const ask = latestAsk(access);
  if (ask === null || !isOverdue(access, facts.now)) return nothing();
  const n = access.events.length + 1;
  if (access.state === 'requested') return lapse(ask, n, facts);
  return access.state === 'approved' ? lapse(ask, n, facts, timeRefusals.notStartedInTime()) : nothing();
}
