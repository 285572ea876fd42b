import { z } from 'zod';
import type { Standing } from '../standing.ts';
import { withAsk } from '../standing.ts';
import type { AccessEventOf } from './body.ts';
import { accessFacts } from './body.ts';
import { personRef } from './identity.ts';
import { askingSystem } from './terms.ts';

/** Another system asks for what was asked for before; `asker` is what this asking is called. */
export const joinedFacts = z.strictObject({
  ...accessFacts,
  ask: z.string(),
  asker: z.string().min(1),
  by: personRef,
  system: askingSystem,
});
/** Some of those who asked withdraw, while others go on asking. `askers`: what those askings are called. */
export const withdrawnFacts = z.strictObject({
  ...accessFacts,
  ask: z.string(),
  askers: z.array(z.string()).readonly(),
});

export type Joined = AccessEventOf<'joined', z.infer<typeof joinedFacts>>;
export type Withdrawn = AccessEventOf<'withdrawn', z.infer<typeof withdrawnFacts>>;

export function foldJoined(state: Standing, { facts: { ask: id, asker: key, by, system } }: Joined): Standing {
  return withAsk(state, id, (ask) => ({ ...ask, others: [...(ask.others ?? []), { key, by, system }] })).state;
}

export function foldWithdrawn(state: Standing, { facts: { ask: id, askers } }: Withdrawn): Standing {
  return withAsk(state, id, (ask) => ({
    ...ask,
    ...(askers.includes(ask.system?.asker ?? ask.by.id) && { isWithdrawn: true as const }),
    ...(ask.others !== undefined && {
      others: ask.others.map((one) => (askers.includes(one.key) ? { ...one, isWithdrawn: true as const } : one)),
    }),
  })).state;
}
