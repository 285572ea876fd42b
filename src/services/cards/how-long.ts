import type { Ask } from '../../domain/access.ts';
import type { Text } from '../../domain/message.ts';
import { words } from '../../words/index.ts';

/** `4h`, `until 24 Dec, 18:00`, or both where it was approved for less than until that moment. */
export function howLong({ durationMs, endsAt, askedAt }: Pick<Ask, 'durationMs' | 'endsAt' | 'askedAt'>): Text {
  if (endsAt === undefined || endsAt === null) return [words.cards.duration(durationMs)];
  const isLess = durationMs !== null && durationMs < endsAt - askedAt;
  return isLess ? words.cards.durationUntil(durationMs, endsAt) : words.cards.until(endsAt);
}

/** ` for 4h`, ` until 24 Dec, 18:00`: to follow what is requested. */
export function forHowLong(ask: Pick<Ask, 'durationMs' | 'endsAt' | 'askedAt'> | null): Text {
  if (ask === null) return words.cards.forDuration([words.cards.duration(null)]);
  const { durationMs, endsAt, askedAt } = ask;
  const isUntil = endsAt !== undefined && endsAt !== null && !(durationMs !== null && durationMs < endsAt - askedAt);
  return isUntil ? words.cards.forUntil(endsAt) : words.cards.forDuration(howLong(ask));
}
