import type { Endpoint } from '../catalogue.ts';
import type { EntitlementKey } from '../entitlement.ts';
import { testType, webhookCodecs } from './codecs.ts';

/** Every type of event that an endpoint can take. */
export const eventTypes: readonly string[] = [...webhookCodecs.keys()].filter((type) => type !== testType);

/** What an endpoint has to ask for, because of how much it is (CONTRACT). */
const onlyIfAsked: readonly string[] = ['access.refused', 'access.imported'];

/** Whether a pattern, which may end in `*`, means a word. */
export function matches(pattern: string, word: string): boolean {
  return pattern.endsWith('*') ? word.startsWith(pattern.slice(0, -1)) : word === pattern;
}

/**
 * Whether an endpoint is told of an event. What is about no entitlement (`about` empty) is told where `entitlements` leaves
 * nothing out, or `events` names it.
 */
export function isWanted(
  { events, entitlements }: Pick<Endpoint, 'events' | 'entitlements'>,
  type: string,
  about: readonly EntitlementKey[],
): boolean {
  if (!eventTypes.includes(type)) return false;
  const isTaken = events === null ? !onlyIfAsked.includes(type) : events.some((pattern) => matches(pattern, type));
  if (!isTaken || entitlements === null) return isTaken;
  if (about.length === 0) return events !== null;
  return about.some((key) => entitlements.some((pattern) => matches(pattern, key)));
}
