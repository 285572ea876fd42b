import { z } from 'zod';
import type { AskState } from '../ask.ts';
import type { Standing } from '../standing.ts';
import { withAsk } from '../standing.ts';
import type { AccessEventOf } from './body.ts';
import { accessFacts } from './body.ts';
import { jsonObject, time, wellFormed } from './json.ts';

/** Why it was closed by Latchkey, as a refusal's code with its arguments and its sentence; absent where somebody closed it. */
const why = {
  code: z.string().exactOptional(),
  args: jsonObject.exactOptional(),
  sentence: wellFormed.exactOptional(),
};

/**
 * Without `ask`: the start ask, as events of the time before there were versions say. `heardAt`: when whoever cancelled it
 * typed so, in ms.
 */
export const cancelledFacts = z.strictObject({
  ...accessFacts,
  ...why,
  ask: z.string().exactOptional(),
  heardAt: time.exactOptional(),
});
export const lapsedFacts = z.strictObject({ ...accessFacts, ...why, ask: z.string() });

export type Cancelled = AccessEventOf<'cancelled', z.infer<typeof cancelledFacts>>;
export type Lapsed = AccessEventOf<'lapsed', z.infer<typeof lapsedFacts>>;

/** An ask is withdrawn, or can't be carried out. */
export function foldCancelled(state: Standing, { at, facts }: Cancelled): Standing {
  return closeAsk(state, facts.ask ?? 'start', 'cancelled', at);
}

/** Nobody decided an ask in time, or it couldn't start in time. */
export function foldLapsed(state: Standing, { at, facts }: Lapsed): Standing {
  return closeAsk(state, facts.ask, 'lapsed', at);
}

/** Closes an ask, and the access with it where it was the start ask. */
export function closeAsk(state: Standing, id: string, as: AskState, at: number): Standing {
  const { state: next, ask } = withAsk(state, id, (one) => ({ ...one, state: as }));
  return ask.kind === 'start' ? { ...next, state: 'closed', endedAt: at } : next;
}
