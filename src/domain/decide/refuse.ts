import type { Access } from '../access.ts';
import type { Refusal } from '../refusal.ts';
import { isRecorded } from '../refusal.ts';
import { event } from './event.ts';
import type { Decided, Facts } from './types.ts';

/** So many events of an access are recorded; from then on, one entry collects further refusals. */
export const mostEvents = 500;

/** Whether further refusals of an access are only counted. */
export function collectsRefusals({ events }: Access): boolean {
  return events.some((one) => one.event === 'refused' && one.facts.collects === true);
}

/**
 * A refusal, recorded on the access where the audit chain keeps such refusals: once per person, ask and code, and 500 events
 * at most, so that nobody fills the record by clicking. A vote that came too late always is: the requester may then request
 * again.
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
  const isFull = access.events.length >= mostEvents && refusal.code !== 'too-new';
  if (isFull && collectsRefusals(access)) return { events: [], refusal };
  const rest = {
    refusal,
    asks: ask,
    ...(isFull && { collects: true as const }),
  };
  return { events: [event('refused', access.events.length + 1, facts, rest, refusal.because)], refusal };
}
