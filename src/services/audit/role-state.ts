import type { TenantEvent } from '../../domain/events/index.ts';
import type { TargetState } from '../../ports/targets.ts';

/** What of an account's role is stored although no event tells of it. */
export type RoleFault = 'given' | 'drift' | 'failure' | 'left' | 'takenBy';

/** Events after which nothing done by hand is outstanding. */
const putRight = ['given', 'taken', 'restored'];

/**
 * Compares what is stored of an account's role with the events about it, in their order (A9). Each of these is recorded before
 * it is stored, and some are cleared without an event: so what is stored must have been told last, and what was told may be over.
 * A baseline is trusted as found, except for whether the role is given, which it tells. Pure.
 */
export function roleFaults(state: TargetState, events: readonly TenantEvent[]): readonly RoleFault[] {
  const told = events.map((event) => (event.event === 'baseline' ? 'baseline' : event.facts['what']));
  const lastOf = (...some: readonly unknown[]) => told.findLast((what) => what === 'baseline' || some.includes(what));
  const isTold = (what: string, ...instead: readonly string[]): boolean => {
    const last = lastOf(what, ...instead);
    return last === what || last === 'baseline';
  };
  const faults: RoleFault[] = [];
  const given = isGivenAfter(events.filter(({ facts }) => facts['what'] !== takeAway).at(-1));
  if (given !== null && given !== (state.given !== null)) faults.push('given');
  if (state.drift !== null && !isTold(state.drift, ...byHand, ...putRight)) faults.push('drift');
  if (state.failure !== null && !isTold('failed', ...putRight)) faults.push('failure');
  if (state.left && !isTold('left', 'back')) faults.push('left');
  if (state.takenBy !== null && state.takenBy.id !== lastTakenBy(events)) faults.push('takenBy');
  return faults;
}

const byHand = ['given-by-hand', 'taken-by-hand'];
const takeAway = 'take-away';

function lastTakenBy(events: readonly TenantEvent[]): string | null {
  return events.findLast(({ facts }) => facts['what'] === takeAway)?.actorId ?? null;
}

/** Whether Latchkey holds the role given after its last event; null: the event doesn't say. Without one, it doesn't. */
function isGivenAfter(last: TenantEvent | undefined): boolean | null {
  if (last === undefined) return false;
  if (last.event === 'baseline') return last.facts['given'] === true;
  switch (last.facts['what']) {
    case 'given':
      return true;
    case 'taken':
    case 'left':
      return false;
    default:
      return null;
  }
}
