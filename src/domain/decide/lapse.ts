import type { Ask } from '../access.ts';
import type { Refusal } from '../refusal.ts';
import { event } from './event.ts';
import type { Decided, Facts } from './types.ts';

/** An ask lapses: because nobody decided it in time, or for the reason given. */
export function lapse(ask: Ask, n: number, facts: Facts, why: Refusal | null = null): Decided {
  const reason = why === null ? {} : { refusal: why };
  return { events: [event('lapsed', n, facts, { ask: ask.id, ...reason }, [], false)], refusal: null };
}
