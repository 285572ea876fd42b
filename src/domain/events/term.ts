import { z } from 'zod';
import type { Standing } from '../standing.ts';
import { startAsk, supersedeOpen } from '../standing.ts';
import type { AccessEventOf } from './body.ts';
import { accessFacts } from './body.ts';
import { closeAsk } from './closed.ts';
import { time, wellFormed } from './json.ts';
import { basis } from './terms.ts';

/** `until` in ms; null: without end. `bases`: by what its approvers gave it (A2). */
export const startedFacts = z.strictObject({
  ...accessFacts,
  ask: z.string(),
  until: time.nullable(),
  bases: z.array(basis).readonly(),
});
/** `ask`: the extend ask that was approved; absent where a hand-over lengthened a limit (A6). */
export const extendedFacts = z.strictObject({
  ...accessFacts,
  ask: z.string().exactOptional(),
  until: time.nullable(),
});
export const expiredFacts = z.strictObject(accessFacts);
/**
 * `remains`: the person still has it from elsewhere (C7). `heardAt`: when whoever revoked it typed so, in ms. `claimed`: who
 * the operating system says it was, on the command line.
 */
export const revokedFacts = z.strictObject({
  ...accessFacts,
  basis: basis.exactOptional(),
  remains: z.boolean(),
  heardAt: time.exactOptional(),
  claimed: wellFormed.exactOptional(),
});
/** From the configuration's list of members: without end. */
export const importedFacts = z.strictObject(accessFacts);

export type Started = AccessEventOf<'started', z.infer<typeof startedFacts>>;
export type Extended = AccessEventOf<'extended', z.infer<typeof extendedFacts>>;
export type Expired = AccessEventOf<'expired', z.infer<typeof expiredFacts>>;
export type Revoked = AccessEventOf<'revoked', z.infer<typeof revokedFacts>>;
export type Imported = AccessEventOf<'imported', z.infer<typeof importedFacts>>;

/** A limit that is handed over starts without anybody's decision, so its ask may still be open (A6). */
export function foldStarted(state: Standing, { at, facts }: Started): Standing {
  return { ...supersedeOpen(state), state: 'active', since: at, until: facts.until };
}

export function foldExtended(state: Standing, { facts }: Extended): Standing {
  return { ...state, until: facts.until };
}

export function foldExpired(state: Standing, { at }: Expired): Standing {
  return { ...supersedeOpen(state), state: 'ended', endedAt: at };
}

/** What is active ends; what waits or is approved closes. */
export function foldRevoked(state: Standing, { at }: Revoked): Standing {
  if (state.state === 'active') return { ...supersedeOpen(state), state: 'ended', endedAt: at };
  const ask = startAsk(state);
  return ask === null ? { ...state, state: 'closed', endedAt: at } : closeAsk(state, ask.id, 'cancelled', at);
}

export function foldImported(state: Standing, { at }: Imported): Standing {
  return { ...supersedeOpen(state), state: 'active', since: state.since ?? at, until: null, imported: true };
}
