import type { TargetState } from '../../ports/targets.ts';

/** How long what was begun and not confirmed may still come about, in ms: longer than any request to a platform takes. */
const unsureMs = 15_000;

/** After an hour without, putting right what is done by hand begins with short pauses again. */
const quietMs = 3_600_000;

/** An access in force that wants a role. `until` in ms; null: without end. */
export interface Want {
  readonly id: string;
  readonly entitlement: string;
  readonly until: number | null;
}

/** What is known of a role of one account at one moment. */
export interface Sight {
  /** By the access's id. */
  readonly wants: readonly Want[];
  /** Null: the account is no member. */
  readonly member: { readonly has: boolean; readonly memberSince: number } | null;
  /** Whether what is done by hand is put right. */
  readonly restore: boolean;
}

/** What stands in the record about a role: the `what` of its events. */
export type TargetEvent =
  'given' | 'taken' | 'failed' | 'given-by-hand' | 'taken-by-hand' | 'restored' | 'left' | 'back';

export type Step =
  /** Record `what` under the number `count`, then go on with `then`. */
  | { readonly do: 'record'; readonly what: TargetEvent; readonly count: number; readonly then: TargetState }
  /** Write `then`, which holds the attempt, then give or take the role. */
  | { readonly do: 'act'; readonly what: 'give' | 'take'; readonly then: TargetState }
  /** Go on with `then`. */
  | { readonly do: 'change'; readonly then: TargetState }
  /** Nothing to do until `lookAt` (ms; null: until somebody asks for a look). `inOrder`: it is as it should be. */
  | { readonly do: 'rest'; readonly lookAt: number | null; readonly inOrder: boolean };

/**
 * The next step towards what all accesses together want of a role (DESIGN §4). Pure. Every step changes the state so that
 * the same one does not follow again: `record` and `change` lead to `rest` or `act` within a few turns.
 */
export function nextStep(state: TargetState, sight: Sight, now: number): Step {
  const { wants, member } = sight;
  const isWanted = wants.length > 0;
  if (member === null) return gone(state, isWanted);
  const { has, memberSince } = member;
  const drift = keptDrift(state, isWanted);
  // An access that began since gives the role: what somebody decided about it before is over.
  if (state.takenBy !== null && state.attempt === null && (isWanted || !has))
    return change({ ...state, takenBy: null });
  if (state.left) {
    return isWanted && drift === null ? record(state, 'back', { left: false }) : change({ ...state, left: false });
  }
  if (state.given !== null && state.given.memberSince < memberSince) {
    if (has) return change({ ...state, given: { memberSince } });
    const lost = { given: null, drift, attempt: null };
    return drift === null ? record(state, isWanted ? 'back' : 'left', lost) : change({ ...state, ...lost });
  }
  const { attempt } = state;
  if (attempt !== null) {
    const isGiving = attempt.what === 'give';
    if (has === isGiving) return done(state, memberSince);
    // What was begun for the opposite of what is wanted now may still come about.
    if (isGiving !== isWanted && now < attempt.at + unsureMs) {
      return { do: 'rest', lookAt: attempt.at + unsureMs, inOrder: false };
    }
    if (isGiving !== isWanted) return change({ ...state, attempt: null });
  }
  if (isWanted) return has ? wantedAndHeld(state, sight, memberSince) : wantedAndMissing(state, sight, now);
  return has ? unwantedAndHeld(state, sight, now) : unwantedAndMissing(state);
}

/** Nothing is tried for somebody who is no member; they get it when they come back while an access lives. */
function gone(state: TargetState, isWanted: boolean): Step {
  const cleared = { given: null, drift: keptDrift(state, isWanted), attempt: null, failure: null, takenBy: null };
  if (!state.left && (isWanted || state.given !== null)) return record(state, 'left', { ...cleared, left: true });
  if (isClear(state, cleared.drift)) {
    return { do: 'rest', lookAt: null, inOrder: true };
  }
  return change({ ...state, ...cleared });
}

function isClear({ given, drift, attempt, failure, takenBy }: TargetState, kept: TargetState['drift']): boolean {
  return given === null && drift === kept && attempt === null && failure === null && takenBy === null;
}

/** What somebody took by hand stays taken for the accesses that there were, also when the member leaves and comes back. */
function keptDrift({ drift }: TargetState, isWanted: boolean): TargetState['drift'] {
  return drift === 'taken-by-hand' && isWanted ? drift : null;
}

/** What was begun is seen to be done: recorded under its own number, however often that is found. */
function done(state: TargetState, memberSince: number): Step {
  const attempt = state.attempt as NonNullable<TargetState['attempt']>;
  const isGiving = attempt.what === 'give';
  return {
    do: 'record',
    what: attempt.restores ? 'restored' : isGiving ? 'given' : 'taken',
    count: attempt.count,
    then: {
      ...state,
      given: isGiving ? { memberSince } : null,
      attempt: null,
      drift: null,
      restored: attempt.restores ? { at: attempt.at, times: restoredInARow(state, attempt.at) + 1 } : state.restored,
      failure: null,
      away: 0,
      takenBy: null,
    },
  };
}

function restoredInARow({ restored }: TargetState, now: number): number {
  return restored === null || now - restored.at > quietMs ? 0 : restored.times;
}

/** Puts right what was done by hand; who goes on doing it by hand, a bot perhaps, is followed with growing pauses. */
function restoring(state: TargetState, what: 'give' | 'take', now: number): Step {
  const times = restoredInARow(state, now);
  const from = times === 0 || state.restored === null ? now : state.restored.at + pauseMs(times);
  return from > now ? { do: 'rest', lookAt: from, inOrder: false } : act(state, what, true, now);
}

function wantedAndHeld(state: TargetState, { wants }: Sight, memberSince: number): Step {
  // They had it before the access began: from now on it goes with the access.
  if (state.given === null) return record(state, 'given', { given: { memberSince }, drift: null, failure: null });
  if (state.drift !== null) return record(state, 'given-by-hand', { drift: null, failure: null });
  if (state.failure !== null) return change({ ...state, failure: null });
  return { do: 'rest', lookAt: endOf(wants), inOrder: true };
}

function wantedAndMissing(state: TargetState, { wants, restore }: Sight, now: number): Step {
  if (state.drift !== 'taken-by-hand') {
    if (state.given === null) return act(state, 'give', false, now);
    return record(state, 'taken-by-hand', { drift: 'taken-by-hand' });
  }
  const isNewlyWanted = wants.some(({ id }) => !state.accesses.includes(id));
  if (isNewlyWanted) return act(state, 'give', false, now);
  if (restore) return restoring(state, 'give', now);
  return { do: 'rest', lookAt: endOf(wants), inOrder: true };
}

function unwantedAndHeld(state: TargetState, { restore }: Sight, now: number): Step {
  if (state.given !== null || state.takenBy !== null) return act(state, 'take', false, now);
  if (state.drift !== 'given-by-hand') return record(state, 'given-by-hand', { drift: 'given-by-hand' });
  return restore ? restoring(state, 'take', now) : { do: 'rest', lookAt: null, inOrder: true };
}

function unwantedAndMissing(state: TargetState): Step {
  const cleared = { given: null, drift: null, failure: null };
  if (state.given !== null && state.drift === null) return record(state, 'taken-by-hand', cleared);
  if (state.given !== null || state.drift !== null || state.failure !== null) return change({ ...state, ...cleared });
  return { do: 'rest', lookAt: null, inOrder: true };
}

function record(state: TargetState, what: TargetEvent, set: Partial<TargetState>): Step {
  const count = state.count + 1;
  return { do: 'record', what, count, then: { ...state, count, away: 0, ...set } };
}

function change(then: TargetState): Step {
  return { do: 'change', then };
}

function act(state: TargetState, what: 'give' | 'take', restores: boolean, at: number): Step {
  const count = state.count + 1;
  return { do: 'act', what, then: { ...state, count, attempt: { count, what, at, restores } } };
}

/** When the last of these accesses ends; null: one has no end. */
function endOf(wants: readonly Want[]): number | null {
  const ends = wants.map(({ until }) => until);
  return ends.includes(null) ? null : Math.max(...ends.map(Number));
}

/** How long to wait after the nth failure in a row, in ms: 10 s at first, 10 minutes at most. */
export function pauseMs(times: number): number {
  return Math.min(600_000, 10_000 * 2 ** Math.max(0, Math.min(times - 1, 10)));
}
