import { z } from 'zod';
import type { Standing } from '../standing.ts';
import { withAsk } from '../standing.ts';
import type { AccessEventOf } from './body.ts';
import { accessFacts } from './body.ts';
import { count, jsonObject, time, wellFormed } from './json.ts';

/** `code` and `args`: why, as a reason; the oldest have its sentence alone. */
const voided = z.strictObject({
  person: z.string(),
  why: wellFormed,
  code: z.string().exactOptional(),
  args: jsonObject.exactOptional(),
});

export const refusedFacts = z.strictObject({
  ...accessFacts,
  code: z.string(),
  /** What the sentence of a refusal is made from; older records have the sentence alone. */
  args: jsonObject.exactOptional(),
  sentence: wellFormed.exactOptional(),
  /** How many asks the access had, so that each person's refusal is recorded once for each. */
  asks: count.exactOptional(),
  /** The record of this access is full: from here on, further refusals are counted and not recorded by themselves. */
  collects: z.literal(true).exactOptional(),
  /** The start found these approvals void (A3); the ask is open again until `lapsesAt` (ms). */
  void: z.array(voided).readonly().exactOptional(),
  lapsesAt: time.exactOptional(),
  /** Which ask is open again; without it: the start ask. */
  ask: z.string().exactOptional(),
});

export type Refused = AccessEventOf<'refused', z.infer<typeof refusedFacts>>;

/** A refusal changes nothing, except that a start which found void approvals asks again (A3). */
export function foldRefused(state: Standing, { at, facts }: Refused): Standing {
  if (facts.void === undefined) return state;
  const why = new Map(facts.void.map((one) => [one.person, one.why]));
  const { state: next, ask } = withAsk(state, facts.ask ?? 'start', (one) => ({
    ...one,
    state: 'open',
    lapsesAt: facts.lapsesAt ?? one.lapsesAt,
    decisions: one.decisions.map((decision) => {
      const reason = why.get(decision.person.id);
      return reason === undefined || decision.void !== null ? decision : { ...decision, void: { at, why: reason } };
    }),
  }));
  return ask.kind === 'start' ? { ...next, state: 'requested' } : next;
}
