import type { Ask } from './ask.ts';
import type { Entitlement } from './entitlement.ts';
import type { PersonRef } from './identity.ts';

/** The life of an access (DESIGN §3). It follows from the start ask alone; other asks live inside an active access. */
export type AccessState = 'requested' | 'approved' | 'active' | 'closed' | 'ended';

/** How an access stands after its events. Times in ms since the epoch. */
export interface Standing {
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
  /** Whether it came from the configuration's list of members and not from an ask. */
  readonly imported: boolean;
  readonly endedAt: number | null;
}

/** The ask that the state of an access follows from; null: it was imported. */
export function startAsk({ asks }: Pick<Standing, 'asks'>): Ask | null {
  return asks.find(({ kind }) => kind === 'start') ?? null;
}

export function askById({ asks }: Pick<Standing, 'asks'>, id: string): Ask | null {
  return asks.find((ask) => ask.id === id) ?? null;
}

/** The state with one ask changed. Throws where there is no such ask (a broken record). */
export function withAsk(
  state: Standing,
  id: string,
  change: (ask: Ask) => Ask,
): { readonly state: Standing; readonly ask: Ask } {
  const ask = askById(state, id);
  if (ask === null) throw new Error(`${state.id} has no ask ${id}`);
  const changed = change(ask);
  return { state: { ...state, asks: state.asks.map((one) => (one.id === id ? changed : one)) }, ask: changed };
}

/** Asks that nobody has to decide any more. */
export function supersedeOpen(state: Standing): Standing {
  if (state.asks.every((ask) => ask.state !== 'open')) return state;
  return { ...state, asks: state.asks.map((ask) => (ask.state === 'open' ? { ...ask, state: 'superseded' } : ask)) };
}
