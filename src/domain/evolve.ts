import type { Access, Ask, Basis, Decision, HandOver } from './access.ts';
import { latestAsk } from './access.ts';
import type { AccessEvent, Json } from './audit-event.ts';
import type { Stage } from './catalogue.ts';
import { parseEntitlementKey } from './entitlement.ts';
import type { Account, PersonRef } from './identity.ts';
import type { Length } from './moment.ts';

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
  const next = state === null ? first(event, base) : following(state, event);
  return { ...next, events: [...next.events, event] };
}

/** Folds all events of one access, in order. */
export function fold(events: readonly AccessEvent[], base: AccessBase): Access | null {
  return events.reduce<Access | null>((state, event) => evolve(state, event, base), null);
}

function first(event: AccessEvent, base: AccessBase): Access {
  const entitlement = parseEntitlementKey(event.entitlement ?? '');
  if (event.n !== 1 || entitlement === null || event.subjectId === null || event.subject === null) {
    throw new Error(`${base.id}/${event.n} (${event.event}) cannot be the first event of an access`);
  }
  const empty: Access = {
    id: base.id,
    tenant: base.tenant,
    version: 0,
    person: { id: event.subjectId, label: event.subject },
    entitlement,
    state: 'requested',
    asks: [],
    since: null,
    until: null,
    imported: false,
    endedAt: null,
    events: [],
  };
  if (event.event === 'requested') return { ...empty, asks: [askFrom(event)] };
  if (event.event === 'imported') return { ...empty, state: 'active', since: event.at, imported: true };
  throw new Error(`${base.id}/${event.n}: an access cannot begin with ${event.event}`);
}

function following(state: Access, event: AccessEvent): Access {
  if (event.n !== state.events.length + 1) {
    throw new Error(`${state.id}/${event.n} does not follow ${state.events.length}`);
  }
  switch (event.event) {
    case 'requested':
      return { ...state, asks: [...state.asks, askFrom(event)] };
    case 'approved': {
      const complete = event.facts['complete'] === true;
      const asked = withLastAsk(state, (ask) => ({
        ...ask,
        ...lessOf(ask, event.facts['less'] as unknown as Length | undefined),
        decisions: [...ask.decisions, decisionFrom(event, 'approve')],
        state: complete ? 'approved' : ask.state,
      }));
      return complete ? { ...asked, state: 'approved' } : asked;
    }
    case 'denied':
      return {
        ...withLastAsk(state, (ask) => ({
          ...ask,
          decisions: [...ask.decisions, decisionFrom(event, 'deny')],
          state: 'denied',
        })),
        state: 'closed',
        endedAt: event.at,
      };
    case 'cancelled':
      return { ...withLastAsk(state, (ask) => ({ ...ask, state: 'cancelled' })), state: 'closed', endedAt: event.at };
    case 'lapsed':
      return { ...withLastAsk(state, (ask) => ({ ...ask, state: 'lapsed' })), state: 'closed', endedAt: event.at };
    case 'started':
      return {
        // A limit that is handed over starts without anybody's decision (A6).
        ...withLastAsk(state, (ask) => (ask.state === 'open' ? { ...ask, state: 'superseded' } : ask)),
        state: 'active',
        since: event.at,
        until: event.facts['until'] as number | null,
      };
    case 'extended':
      return { ...state, until: event.facts['until'] as number | null };
    case 'expired':
      return { ...state, state: 'ended', endedAt: event.at };
    case 'revoked':
      return state.state === 'active'
        ? { ...state, state: 'ended', endedAt: event.at }
        : { ...withLastAsk(state, (ask) => ({ ...ask, state: 'cancelled' })), state: 'closed', endedAt: event.at };
    case 'imported':
      return {
        ...withLastAsk(state, (ask) => (ask.state === 'open' ? { ...ask, state: 'superseded' } : ask)),
        state: 'active',
        since: state.since ?? event.at,
        until: null,
        imported: true,
      };
    case 'refused':
      return refused(state, event);
  }
}

/** A refusal changes nothing, except that a start which found void approvals asks anew (A3). */
function refused(state: Access, event: AccessEvent): Access {
  const voided = event.facts['void'] as readonly { person: string; why: string }[] | undefined;
  if (!voided) return state;
  const why = new Map(voided.map((one) => [one.person, one.why]));
  return {
    ...withLastAsk(state, (ask) => ({
      ...ask,
      state: 'open',
      lapsesAt: event.facts['lapsesAt'] as number,
      decisions: ask.decisions.map((decision) => {
        const reason = why.get(decision.person.id);
        return reason === undefined || decision.void !== null
          ? decision
          : { ...decision, void: { at: event.at, why: reason } };
      }),
    })),
    state: 'requested',
  };
}

function withLastAsk(state: Access, change: (ask: Ask) => Ask): Access {
  const ask = latestAsk(state);
  return ask === null ? state : { ...state, asks: [...state.asks.slice(0, -1), change(ask)] };
}

function askFrom(event: AccessEvent): Ask {
  const ask = event.facts['ask'] as unknown as AskFacts;
  return {
    id: ask.id,
    kind: ask.kind,
    by: ask.by ?? { id: event.actorId ?? event.actor, label: event.actor },
    durationMs: ask.durationMs,
    reason: event.text,
    stages: ask.stages,
    decisions: [],
    state: 'open',
    askedAt: event.at,
    heardAt: ask.heardAt,
    lapsesAt: ask.lapsesAt,
    ...(ask.endsAt !== undefined && { endsAt: ask.endsAt }),
    ...(ask.newlyIn !== undefined && { newlyIn: ask.newlyIn }),
    ...(ask.roleHolders !== undefined && { roleHolders: ask.roleHolders }),
    ...(ask.apart !== undefined && { apart: ask.apart }),
    ...(ask.from !== undefined && { from: ask.from }),
  };
}

/** The terms of an ask that was approved for less than was requested. */
function lessOf(ask: Ask, less: Length | undefined): Partial<Ask> {
  if (less === undefined) return {};
  if (!('endsAt' in less)) return { durationMs: less.durationMs };
  const { endsAt } = less;
  return {
    endsAt,
    durationMs: Math.min(ask.durationMs ?? Infinity, endsAt - ask.askedAt),
    lapsesAt: Math.min(ask.lapsesAt, endsAt),
  };
}

function decisionFrom(event: AccessEvent, verdict: 'approve' | 'deny'): Decision {
  const person: PersonRef = { id: event.actorId ?? event.actor, label: event.actor };
  return {
    person,
    account: (event.facts['account'] ?? null) as unknown as Account | null,
    basis: event.facts['basis'] as unknown as Basis,
    stage: event.facts['stage'] as number,
    verdict,
    comment: event.text,
    at: event.at,
    void: null,
  };
}

/** The part of an ask that its event carries; the rest follows from the event itself. */
export interface AskFacts {
  readonly id: string;
  readonly kind: Ask['kind'];
  readonly durationMs: number | null;
  readonly stages: readonly Stage[];
  readonly heardAt: number;
  readonly lapsesAt: number;
  readonly endsAt?: Ask['endsAt'];
  readonly newlyIn?: Ask['newlyIn'];
  readonly roleHolders?: Ask['roleHolders'];
  readonly apart?: Ask['apart'];
  readonly from?: HandOver;
  /** On whose behalf it is asked; absent: whoever caused the event asks. */
  readonly by?: PersonRef;
}

/** Types are erased in a record: what is handed in here is made of JSON values only. */
export function asJson(value: object): Json {
  return value as unknown as Json;
}
