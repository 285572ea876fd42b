import type { Access } from '../../domain/access.ts';
import type { FoundAccess, FoundEffect } from '../../ports/record.ts';
import { beside } from './problem.ts';
import type { AuditProblem } from './problem.ts';
import { effectsOf } from '../effects-of.ts';

/** Events that are written together: a direct grant asks and approves. */
const mostTogether = 3;

/** Outbox entries that don't follow from the events. `states`: the access after each of its events. */
export function strayOutbox(id: string, states: readonly Access[], { outbox, notes }: FoundAccess): AuditProblem[] {
  return outbox
    .filter((entry) => !isNote(entry, notes, states.length) && !follows(entry, states))
    .map((entry) =>
      beside(id, `Access ${id} has the outbox entry ${entry.id}, which does not follow from its events.`),
    );
}

/** Cards are edited after each note about a role, when one that was given up is sent again, and after an upgrade (`redraw-cards.ts`). */
function isNote({ id, kind, n }: FoundEffect, notes: number, events: number): boolean {
  const [, number] = /^(?:t(\d+)|again|format\d+)\.cards$/.exec(id) ?? [null];
  if (kind !== 'cards' || number === null || n < 1 || n > events) return false;
  return number === undefined || Number(number) <= notes;
}

function follows(entry: FoundEffect, states: readonly Access[]): boolean {
  const { n } = entry;
  const wanted = JSON.stringify([entry.id, entry.kind, n, entry.at, entry.person ?? null]);
  for (let last = n; last < n + mostTogether; last++) {
    const after = states[last - 1];
    if (after === undefined) return false;
    for (let first = n; first > n - mostTogether && first >= 1; first--) {
      const effects = effectsOf(states[first - 2] ?? null, after, after.events.slice(first - 1, last), true);
      if (effects.some((one) => JSON.stringify([one.id, one.kind, one.n, one.at, one.person ?? null]) === wanted))
        return true;
    }
  }
  return false;
}
