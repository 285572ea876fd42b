import type { AccessEvent, TypedText } from './audit-event.ts';
import type { Stage } from './catalogue.ts';
import type { Entitlement, EntitlementKey } from './entitlement.ts';
import { entitlementKey } from './entitlement.ts';
import type { Account, PersonId, PersonRef, Platform } from './identity.ts';

/** The life of an access (DESIGN §3). */
export type AccessState = 'requested' | 'approved' | 'active' | 'closed' | 'ended';

/** What gave somebody the authority to decide, at that moment (A1). `until` in ms; null: without end. */
export interface Basis {
  readonly kind: 'implicit' | 'access' | 'role' | 'system';
  /** The access that carries the authority, where it is one. */
  readonly access: string | null;
  readonly until: number | null;
  readonly sentence: string;
  /** The role of a chat that stands for authority, where it is one. */
  readonly role?: { readonly platform: Platform; readonly id: string; readonly name: string };
}

/** Whether one lasts longer than the other; null is without end. */
export function lastsLonger(one: { readonly until: number | null }, other: { readonly until: number | null }): boolean {
  return other.until !== null && (one.until === null || one.until > other.until);
}

/** What lasts the longest, the first of equals; null: there is none. */
export function lastsLongest<T extends { readonly until: number | null }>(all: readonly T[]): T | null {
  return all.reduce<T | null>((best, one) => (best === null || lastsLonger(one, best) ? one : best), null);
}

/** One person's word on an ask. A void approval stays on record and counts no longer (A3). */
export interface Decision {
  readonly person: PersonRef;
  readonly account: Account | null;
  readonly basis: Basis;
  readonly stage: number;
  readonly verdict: 'approve' | 'deny';
  readonly comment: TypedText | null;
  readonly at: number;
  readonly void: { readonly at: number; readonly why: string } | null;
}

/** Somebody's access that is handed over to somebody else. */
export interface HandOver {
  readonly person: PersonRef;
  readonly access: string;
}

export type AskState = 'open' | 'approved' | 'denied' | 'cancelled' | 'lapsed' | 'superseded';

/** A question inside an access that people decide, with the approval rule as it was then. */
export interface Ask {
  readonly id: string;
  readonly kind: 'start' | 'extend' | 'review';
  readonly by: PersonRef;
  /** How long, from the start; null: without end. */
  readonly durationMs: number | null;
  readonly reason: TypedText | null;
  readonly stages: readonly Stage[];
  readonly decisions: readonly Decision[];
  readonly state: AskState;
  readonly askedAt: number;
  /** When the chat heard it: a revocation heard later keeps it from starting. */
  readonly heardAt: number;
  readonly lapsesAt: number;
  /** The moment that was typed as its end (`until …`), in ms; null or absent: a duration was, or nothing. */
  readonly endsAt?: number | null;
  /** R7: the groups that the person was to be newly in when it was asked for; absent on asks of the first days. */
  readonly newlyIn?: readonly string[];
  /**
   * A7: who held a role of a chat that gave authority when it was opened. Null: the chat could not be asked; absent where
   * there is no such role, and on asks of the first days.
   */
  readonly roleHolders?: readonly PersonId[] | null;
  /** What is handed over by this ask: whose access ends when this one starts. They have no vote in it (A6, A7). */
  readonly from?: HandOver;
  /** A7: pairs of persons that the configuration said are two people when it was opened; absent where there were none. */
  readonly apart?: readonly (readonly PersonId[])[];
}

/** One person's path to one entitlement: the aggregate. One document, one version, one list of events. */
export interface Access {
  readonly id: string;
  readonly tenant: string;
  /** Number of conditional writes so far. */
  readonly version: number;
  readonly person: PersonRef;
  readonly entitlement: Entitlement;
  readonly state: AccessState;
  readonly asks: readonly Ask[];
  readonly since: number | null;
  /** `until` decides, not the state: from then on the access is treated as ended. Null: without end. */
  readonly until: number | null;
  /** Whether it came from the configuration's roster and not from an ask. */
  readonly imported: boolean;
  readonly endedAt: number | null;
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

export function openAsk(access: Access): Ask | null {
  return access.asks.find((ask) => ask.state === 'open') ?? null;
}

export function latestAsk(access: Access): Ask | null {
  return access.asks[access.asks.length - 1] ?? null;
}

/**
 * The ask that a decision typed at `at` (ms) without naming one is about: the newest that was open to be seen then. The
 * first one, where the clocks of two machines disagree about which came before.
 */
export function askSeenAt(access: Access, at: number): Ask | null {
  return access.asks.findLast((ask) => ask.askedAt <= at) ?? access.asks[0] ?? null;
}

/** Approvals that count: not void, one per person over all stages (A4). */
export function standingApprovals(ask: Ask): readonly Decision[] {
  return ask.decisions.filter((decision) => decision.verdict === 'approve' && decision.void === null);
}

/** How many people a stage still lacks. */
export function missingAt(ask: Ask, index: number): number {
  const have = standingApprovals(ask).filter((decision) => decision.stage === index).length;
  return Math.max(0, (ask.stages[index]?.count ?? 0) - have);
}

/** The first stage that still lacks people, or null when all have them. */
export function currentStage(
  ask: Ask,
): { readonly index: number; readonly stage: Stage; readonly missing: number } | null {
  for (const [index, stage] of ask.stages.entries()) {
    const missing = missingAt(ask, index);
    if (missing > 0) return { index, stage, missing };
  }
  return null;
}

/**
 * When somebody has to look at this access again, in ms: its end, or when its ask lapses. What is approved lapses only at
 * the moment that was typed as its end. Null: never.
 */
export function dueAt(access: Access): number | null {
  if (access.state === 'active') return access.until;
  if (access.state === 'requested') return latestAsk(access)?.lapsesAt ?? null;
  if (access.state === 'approved') return latestAsk(access)?.endsAt ?? null;
  return null;
}

/** When the person first asked for it, or it was imported, in ms: as the chat heard it. */
export function requestedAt(access: Access): number {
  return access.asks[0]?.heardAt ?? access.events[0]?.at ?? 0;
}

/** Whether its time is over, whatever its state still says: a timer only says _look_. */
export function isOverdue(access: Access, now: number): boolean {
  const due = dueAt(access);
  return due !== null && now >= due;
}

/**
 * A digest of the terms that a card shows, carried by its buttons: when the terms differ, nothing is decided.
 * It detects change, it does not authenticate: authority is checked on its own.
 */
export function termsDigest(access: Access, ask: Ask): string {
  const terms = JSON.stringify([access.id, access.person.id, ask.id, ask.durationMs, ask.stages]);
  let hash = 0x811c9dc5;
  for (let i = 0; i < terms.length; i++) hash = Math.imul(hash ^ terms.charCodeAt(i), 0x01000193);
  return (hash >>> 0).toString(36);
}

export type { PersonId };
