import type { Ask } from '../../domain/access.ts';
import { formatDuration } from '../../domain/duration.ts';
import type { Text } from '../../domain/message.ts';

/** `4h`, `until 24 Dec, 18:00`, or both where it was approved for less than until that moment. */
export function howLong({ durationMs, endsAt, askedAt }: Pick<Ask, 'durationMs' | 'endsAt' | 'askedAt'>): Text {
  if (endsAt === undefined || endsAt === null) return [formatDuration(durationMs)];
  const isLess = durationMs !== null && durationMs < endsAt - askedAt;
  return isLess
    ? [`${formatDuration(durationMs)}, until `, { time: endsAt }, ' at the latest']
    : ['until ', { time: endsAt }];
}

/** ` for 4h`, ` until 24 Dec, 18:00`: to follow what is requested. */
export function forHowLong(ask: Pick<Ask, 'durationMs' | 'endsAt' | 'askedAt'> | null): Text {
  if (ask === null) return [' for always'];
  const [first, ...rest] = howLong(ask);
  return rest.length === 1 ? [' ', 'until ', ...rest] : [' for ', first ?? '', ...rest];
}
