import type { Access } from '../access.ts';
import type { Deadline } from '../deadlines.ts';
import { deadlines } from '../deadlines.ts';
import { timeRefusals } from '../vote-refusals.ts';
import { nothing } from './event.ts';
import { expire } from './expire.ts';
import { lapse } from './lapse.ts';
import type { Decided, Facts } from './types.ts';

/**
 * A time has come: ends what is over, lapses what nobody decided in time. Before that it does nothing. The end comes first:
 * what is asked within an access ends with it.
 */
export function look(access: Access, facts: Facts): Decided {
  const due = deadlines(access).filter(({ at }) => facts.now >= at);
  if (due.some(({ kind }) => kind === 'end')) return expire(access, facts);
  return { ...nothing(), events: due.flatMap((one, index) => lapses(one, access.events.length + 1 + index, facts)) };
}

function lapses(due: Deadline, n: number, facts: Facts): Decided['events'] {
  if (due.kind === 'end') return [];
  return lapse(due.ask, n, facts, due.kind === 'late' ? timeRefusals.notStartedInTime() : null).events;
}
