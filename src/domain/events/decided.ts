import { z } from 'zod';
import type { Ask, Decision } from '../ask.ts';
import type { Length } from '../moment.ts';
import type { Standing } from '../standing.ts';
import { withAsk } from '../standing.ts';
import type { AccessEventOf } from './body.ts';
import { accessFacts } from './body.ts';
import { account } from './identity.ts';
import { count, time } from './json.ts';
import { basis } from './terms.ts';

/** A decision of one person about an ask: its stage, by what authority (A1), and with which account. */
const decisionFacts = { ...accessFacts, ask: z.string(), stage: count, basis, account: account.nullable() };

/** Approved for less than was requested: a duration in ms (null: without end), or until a moment, in ms. */
const less = z.union([
  z.strictObject({ durationMs: z.number().nullable() }),
  z.strictObject({ endsAt: time }),
]) satisfies z.ZodType<Length>;

/** `complete`: it was the last approval that the ask needed. */
export const approvedFacts = z.strictObject({ ...decisionFacts, complete: z.boolean(), less: less.exactOptional() });
/** `instead`: a role of the same instance that whoever denied it suggests. */
export const deniedFacts = z.strictObject({ ...decisionFacts, instead: z.string().min(1).exactOptional() });

export type Approved = AccessEventOf<'approved', z.infer<typeof approvedFacts>>;
export type Denied = AccessEventOf<'denied', z.infer<typeof deniedFacts>>;

/** The last approval of the start ask approves the access; approvals of other asks leave it where it is. */
export function foldApproved(state: Standing, event: Approved): Standing {
  const { ask: id, complete } = event.facts;
  const { state: next, ask } = withAsk(state, id, (one) => ({
    ...withDecision(one, event, 'approve'),
    ...lessOf(one, event.facts.less),
    state: complete ? 'approved' : one.state,
  }));
  return complete && ask.kind === 'start' ? { ...next, state: 'approved' } : next;
}

/** One denial closes the ask, and the access with it where it was the start ask. */
export function foldDenied(state: Standing, event: Denied): Standing {
  const { state: next, ask } = withAsk(state, event.facts.ask, (one) => ({
    ...withDecision(one, event, 'deny'),
    state: 'denied',
  }));
  return ask.kind === 'start' ? { ...next, state: 'closed', endedAt: event.at } : next;
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

function withDecision(ask: Ask, event: Approved | Denied, verdict: Decision['verdict']): Ask {
  const decision: Decision = {
    person: { id: event.actorId ?? event.actor, label: event.actor },
    account: event.facts.account,
    basis: event.facts.basis,
    stage: event.facts.stage,
    verdict,
    comment: event.text,
    at: event.at,
    void: null,
  };
  return { ...ask, decisions: [...ask.decisions, decision] };
}
