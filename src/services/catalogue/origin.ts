import type { PersonRef, Via } from '../../domain/identity.ts';
import type { Counting } from '../../domain/reported.ts';
import type { NewReport } from './reports.ts';
import { hookRef } from './reports.ts';

/** Where a change comes from; `actor` null: from Latchkey itself. */
export interface Origin {
  readonly actor: PersonRef | null;
  readonly via: Via;
}

export const fromFile: Origin = { actor: null, via: 'config' };
export const fromClock: Origin = { actor: null, via: 'clock' };

export function originOf(one: Counting | null): Origin {
  return one === null ? fromFile : { actor: hookRef(one.report.hook), via: 'webhook' };
}

/** Of several reports: the one hook that all of them come from, or Latchkey itself. */
export function onlyOrigin(reports: readonly NewReport[]): Origin {
  const [first] = reports;
  if (first === undefined) return fromFile;
  const isOne = reports.every(({ report }) => report.hook === first.report.hook);
  return isOne ? originOf(first) : { actor: null, via: 'webhook' };
}

/** As a note of the journal says it. */
export function asNote({ actor, via }: Origin): { readonly actorLabel?: string; readonly via: Via } {
  return { ...(actor !== null && { actorLabel: actor.label }), via };
}
