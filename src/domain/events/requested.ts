import { z } from 'zod';
import type { Ask } from '../ask.ts';
import type { Standing } from '../standing.ts';
import type { AccessEventOf } from './body.ts';
import { accessFacts } from './body.ts';
import { personRef } from './identity.ts';
import { time } from './json.ts';
import { askedFor, askingSystem, handOver, stage } from './terms.ts';

/** The part of an ask that its event carries; the rest follows from the event itself. See `Ask` for what each means. */
const askFacts = z.strictObject({
  id: z.string().min(1),
  kind: z.enum(['start', 'extend', 'review']),
  durationMs: z.number().nullable(),
  stages: z.array(stage).readonly(),
  heardAt: time,
  lapsesAt: time,
  endsAt: time.nullable().exactOptional(),
  newlyIn: z.array(z.string()).readonly().exactOptional(),
  roleHolders: z.array(z.string()).readonly().nullable().exactOptional(),
  apart: z.array(z.array(z.string()).readonly()).readonly().exactOptional(),
  from: handOver.exactOptional(),
  asked: askedFor.exactOptional(),
  /** Another system asks: `actor` names it. */
  system: askingSystem.exactOptional(),
  /** On whose behalf it is asked; absent: whoever caused the event asks. */
  by: personRef.exactOptional(),
});

export const requestedFacts = z.strictObject({ ...accessFacts, ask: askFacts });

export type AskFacts = z.infer<typeof askFacts>;
export type Requested = AccessEventOf<'requested', z.infer<typeof requestedFacts>>;

/** An access begins, or is asked to go on or to be reviewed: one more ask. */
export function foldRequested(state: Standing, event: Requested): Standing {
  const { ask } = event.facts;
  if (state.asks.some(({ id }) => id === ask.id)) throw new Error(`${state.id} has an ask ${ask.id} already`);
  return { ...state, asks: [...state.asks, opened(event)] };
}

function opened(event: Requested): Ask {
  const { ask } = event.facts;
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
    ...(ask.asked !== undefined && { asked: ask.asked }),
    ...(ask.system !== undefined && { system: ask.system }),
  };
}
