import type { Access } from '../access.ts';
import type { Refusal } from '../refusal.ts';
import { isRecorded } from '../refusal.ts';
import { event } from './event.ts';
import type { Decided, Facts } from './types.ts';

/**
 * A refusal, recorded on the access where the audit chain keeps such refusals: once per person, ask and code, so that
 * nobody fills the record by clicking.
 */
export function refuse(access: Access | null, facts: Facts, refusal: Refusal): Decided {
  if (access === null || !isRecorded(refusal.code)) return { events: [], refusal };
  const ask = access.asks.length;
  const known = access.events.some(
    (one) =>
      one.event === 'refused' &&
      one.actorId === (facts.bySystem ? null : facts.actor.id) &&
      one.facts.code === refusal.code &&
      one.facts.asks === ask,
  );
  if (known) return { events: [], refusal };
  const rest = { code: refusal.code, asks: ask, sentence: refusal.sentence };
  return { events: [event('refused', access.events.length + 1, facts, rest, refusal.because)], refusal };
}
