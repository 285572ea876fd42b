import type { Ask } from './ask.ts';
import type { EntitlementKey } from './entitlement.ts';
import { entitlementKey } from './entitlement.ts';
import type { AccessEvent } from './events/access-event.ts';
import type { PersonId } from './identity.ts';
import type { Standing } from './standing.ts';
import { startAsk } from './standing.ts';

export type {
  Ask,
  AskedFor,
  AskState,
  AskingSystem,
  FurtherAsker,
  Basis,
  BasisFacts,
  Decision,
  HandOver,
} from './ask.ts';
export { currentStage, missingAt, standingApprovals } from './ask.ts';
export { deadlines, dueAt, isOverdue } from './deadlines.ts';
export type { AccessState } from './standing.ts';
export { askById, startAsk } from './standing.ts';

/** Whether one lasts longer than the other; null is without end. */
export function lastsLonger(one: { readonly until: number | null }, other: { readonly until: number | null }): boolean {
  return other.until !== null && (one.until === null || one.until > other.until);
}

/** What lasts the longest, the first of equals; null: there is none. */
export function lastsLongest<T extends { readonly until: number | null }>(all: readonly T[]): T | null {
  return all.reduce<T | null>((best, one) => (best === null || lastsLonger(one, best) ? one : best), null);
}

/** One person's path to one entitlement: the aggregate. One document, one version, one list of events. */
export interface Access extends Standing {
  readonly events: readonly AccessEvent[];
  /** Present: somebody changed what is stored of it, so it gives nothing and nothing is decided about it (A9). */
  readonly distrust?: Distrust;
}

/**
 * An event that Latchkey didn't write; a document that lies where something else belongs; one that was set back to what it was
 * before; an event that is void by its date; fields that don't follow from the events.
 */
export type Distrust = 'not-ours' | 'moved' | 'set-back' | 'void' | 'changed';

/** Waiting, approved or active: at most one such access per tenant, person and entitlement. */
export function isOpen(access: Pick<Access, 'state'>): boolean {
  return access.state === 'requested' || access.state === 'approved' || access.state === 'active';
}

/** Whether the access gives anything at `now`: `until` decides, not the state. */
export function isInForce(access: Pick<Access, 'state' | 'until' | 'distrust'>, now: number): boolean {
  return access.distrust === undefined && access.state === 'active' && (access.until === null || now < access.until);
}

export function accessesByPerson(accesses: readonly Access[]): ReadonlyMap<PersonId, readonly Access[]> {
  const found = new Map<PersonId, Access[]>();
  for (const access of accesses) found.set(access.person.id, [...(found.get(access.person.id) ?? []), access]);
  return found;
}

/** The access to one of the entitlements that is in force at `now` (ms) for the longest time; null: there is none. */
export function longestInForce(
  accesses: readonly Access[],
  keys: readonly EntitlementKey[],
  now: number,
): Access | null {
  return lastsLongest(
    accesses.filter((access) => isInForce(access, now) && keys.includes(entitlementKey(access.entitlement))),
  );
}

/** The ask that waits for a decision, the earliest of several. */
export function openAsk(access: Pick<Standing, 'asks'>): Ask | null {
  return access.asks.find((ask) => ask.state === 'open') ?? null;
}

/** The ask that a decision names, while it waits; else whichever waits, so that what is current can be shown. */
export function askToDecide(access: Pick<Standing, 'asks'>, id: string): Ask | null {
  return access.asks.find((ask) => ask.id === id && ask.state === 'open') ?? openAsk(access);
}

/**
 * The ask that a decision typed at `at` (ms) without naming one is about: the newest that was open to be seen then. The
 * first one, where the clocks of two machines disagree about which came before.
 */
export function askSeenAt(access: Access, at: number): Ask | null {
  return access.asks.findLast((ask) => ask.askedAt <= at) ?? access.asks[0] ?? null;
}

/** When the person first asked for it, or it was imported, in ms: as the chat heard it. */
export function requestedAt(access: Access): number {
  return startAsk(access)?.heardAt ?? access.events[0]?.at ?? 0;
}

export type { PersonId };
