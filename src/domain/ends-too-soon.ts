import type { Ask, BasisFacts } from './access.ts';
import type { Entitlement } from './entitlement.ts';
import { isLimit } from './entitlement.ts';

/**
 * Until when (ms) whoever approves an ask could give it, where what gives them the right ends before what was asked for would,
 * since nobody gives access for longer than they have it (A2). Null: it lasts long enough, or nothing is left of it. A limit
 * is never shortened (A6). `now` in ms: when it would start.
 */
export function endsTooSoon(
  { durationMs, endsAt = null }: Pick<Ask, 'durationMs' | 'endsAt'>,
  entitlement: Entitlement,
  { until }: Pick<BasisFacts, 'until'>,
  now: number,
): number | null {
  if (until === null || until <= now || isLimit(entitlement)) return null;
  const wanted = Math.min(endsAt ?? Infinity, durationMs === null ? Infinity : now + durationMs);
  return until < wanted ? until : null;
}
