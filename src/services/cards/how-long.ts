import type { Ask } from '../../domain/access.ts';
import type { Text } from '../../domain/message.ts';
import type { HowLong } from '../../words/card-facts.ts';
import { words } from '../../words/index.ts';

/** A duration, a moment, or both where it was approved for less than until that moment. */
export function howLong({
  durationMs,
  endsAt = null,
  askedAt,
}: Pick<Ask, 'durationMs' | 'endsAt' | 'askedAt'>): HowLong {
  const isLess = durationMs !== null && endsAt !== null && durationMs < endsAt - askedAt;
  return { durationMs: endsAt === null || isLess ? durationMs : null, until: endsAt };
}

/** ` for 4 hours`, ` until 24 Dec, 18:00`: to follow what is requested. */
export function forHowLong(ask: Pick<Ask, 'durationMs' | 'endsAt' | 'askedAt'> | null): Text {
  return words.card.forLength(ask === null ? { durationMs: null, until: null } : howLong(ask));
}
