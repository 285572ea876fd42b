import type { Access } from '../access.ts';
import { parseEntitlementKey } from '../entitlement.ts';
import type { Standing } from '../standing.ts';
import type { AccessEvent } from './access-event.ts';
import { foldJoined, foldWithdrawn } from './askers.ts';
import { foldCancelled, foldLapsed } from './closed.ts';
import { foldApproved, foldDenied } from './decided.ts';
import { foldRefused } from './refused.ts';
import { foldRequested } from './requested.ts';
import { foldExpired, foldExtended, foldImported, foldRevoked, foldStarted } from './term.ts';

/** What an access is that no event says. */
export interface AccessBase {
  readonly id: string;
  readonly tenant: string;
}

/**
 * The state after one more event. Pure: the same events give the same access, in the store and from the audit chain.
 * `version` is not told by events: a fold gives the version of the state it began with.
 * Throws on an event that cannot follow (a broken record, never a person's mistake).
 */
export function evolve(state: Access | null, event: AccessEvent, base: AccessBase): Access {
  const { events, ...standing } = state ?? { ...begin(event, base), events: [] };
  if (event.n !== events.length + 1) throw new Error(`${base.id}/${event.n} does not follow ${events.length}`);
  return { ...apply(standing, event), events: [...events, event] };
}

/** Folds all events of one access, in order. */
export function fold(events: readonly AccessEvent[], base: AccessBase): Access | null {
  return events.reduce<Access | null>((state, event) => evolve(state, event, base), null);
}

function begin({ n, event, entitlement: key, subject, subjectId }: AccessEvent, base: AccessBase): Standing {
  const entitlement = parseEntitlementKey(key ?? '');
  if (n !== 1 || entitlement === null || subjectId === null || subject === null) {
    throw new Error(`${base.id}/${n} (${event}) cannot be the first event of an access`);
  }
  if (event !== 'requested' && event !== 'imported') {
    throw new Error(`${base.id}/${n}: an access cannot begin with ${event}`);
  }
  return {
    id: base.id,
    tenant: base.tenant,
    version: 0,
    person: { id: subjectId, label: subject },
    entitlement,
    state: 'requested',
    asks: [],
    since: null,
    until: null,
    imported: false,
    endedAt: null,
  };
}

function apply(state: Standing, event: AccessEvent): Standing {
  switch (event.event) {
    case 'requested':
      return foldRequested(state, event);
    case 'joined':
      return foldJoined(state, event);
    case 'withdrawn':
      return foldWithdrawn(state, event);
    case 'approved':
      return foldApproved(state, event);
    case 'denied':
      return foldDenied(state, event);
    case 'cancelled':
      return foldCancelled(state, event);
    case 'lapsed':
      return foldLapsed(state, event);
    case 'started':
      return foldStarted(state, event);
    case 'extended':
      return foldExtended(state, event);
    case 'expired':
      return foldExpired(state, event);
    case 'revoked':
      return foldRevoked(state, event);
    case 'imported':
      return foldImported(state, event);
    case 'refused':
      return foldRefused(state, event);
  }
}
