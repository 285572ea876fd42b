import type { Ask } from '../access.ts';
import { isLimit } from '../entitlement.ts';
import type { Length } from '../moment.ts';
import type { Reason } from '../reason.ts';
import { reason } from '../reason.ts';
import type { Refusal } from '../refusal.ts';
import { timeRefusals } from '../vote-refusals.ts';
import type { Facts } from './types.ts';

type Less =
  | { readonly ok: true; readonly facts: { readonly less?: Length }; readonly because: readonly Reason[] }
  | { readonly ok: false; readonly refusal: Refusal };

/**
 * An approval for less than was requested: what its event says of it. For as long as was requested is an ordinary approval;
 * for longer is refused, and so is shortening a limit, which would widen access (A6).
 */
export function lessThanAsked(ask: Ask, less: Length | undefined, { now, entitlement }: Facts): Less {
  if (less === undefined) return asAsked;
  const asked = leftOf(ask, now);
  const wanted = 'endsAt' in less ? less.endsAt - now : less.durationMs;
  if (wanted !== null && wanted <= 0) return { ok: false, refusal: timeRefusals.endPassed() };
  if (asked !== null && (wanted === null || wanted > asked)) {
    return { ok: false, refusal: timeRefusals.forLonger(asked) };
  }
  if (wanted === asked || wanted === null) return asAsked;
  if (isLimit(entitlement)) return { ok: false, refusal: timeRefusals.limitForLess() };
  const because = [reason('A5', 'approved-for-less', { wantedMs: wanted, askedMs: asked })];
  return { ok: true, facts: { less }, because };
}

/** What is left of what was requested, or of what others approved: the shorter of its duration and the time until its end; null: no end. */
function leftOf({ durationMs, endsAt = null }: Ask, now: number): number | null {
  if (endsAt === null) return durationMs;
  return Math.min(durationMs ?? Infinity, endsAt - now);
}

const asAsked: Less = { ok: true, facts: {}, because: [] };
