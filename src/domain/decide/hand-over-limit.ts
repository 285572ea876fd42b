import type { Access } from '../access.ts';
import { isOpen, lastsLonger } from '../access.ts';
import type { AskFacts } from '../events/index.ts';
import { isLimit } from '../entitlement.ts';
import { reason } from '../reason.ts';
import { event, nothing } from './event.ts';
import type { AccessCommand, Decided, Facts } from './types.ts';

/**
 * A6: a hand-over first puts the same limits on the new person, at once and without a decision. Where they have the limit for
 * at least as long, nothing changes; where it waits, it starts; where it ends sooner, it is extended.
 */
export function handOverLimit(
  access: Access | null,
  { from, until }: AccessCommand & { name: 'hand-over-limit' },
  facts: Facts,
): Decided {
  if (!isLimit(facts.entitlement)) throw new Error('only a limit is put on somebody without a decision');
  const open = access !== null && isOpen(access) ? access : null;
  const because = [reason('A6', 'limits-first')];
  const n = (open?.events.length ?? 0) + 1;
  const started = { ask: 'start', until, bases: [] };
  if (open?.state === 'active') {
    if (!lastsLonger({ until }, open)) return nothing();
    return { events: [event('extended', n, facts, { until }, because, false)], refusal: null };
  }
  if (open !== null) return { events: [event('started', n, facts, started, because, false)], refusal: null };
  const ask: AskFacts = {
    id: 'start',
    kind: 'start',
    durationMs: until === null ? null : Math.max(0, until - facts.now),
    stages: [],
    heardAt: facts.heardAt,
    lapsesAt: facts.now,
    from,
    by: facts.subject,
  };
  return {
    events: [event('requested', 1, facts, { ask: ask }, because), event('started', 2, facts, started, because, false)],
    refusal: null,
  };
}
