import type { Access } from '../access.ts';
import { isInForce, isOpen, startAsk } from '../access.ts';
import { standingAskers } from '../askers.ts';
import { refusals } from '../refusals.ts';
import { reason } from '../reason.ts';
import { event, nothing } from './event.ts';
import { refuse } from './refuse.ts';
import type { Decided, Facts, Withdrawal } from './types.ts';

/**
 * A system withdraws what it asked for, or the person whom it is for says that they didn't ask (`by`): then everything that
 * system asked for here. While somebody else asks, only the asking goes. Else the access closes, and ends if it's active,
 * which only the person can bring about.
 */
export function withdraw(access: Access, { asker, by }: Withdrawal, facts: Facts): Decided {
  if (!facts.bySystem && facts.actor.id !== facts.subject.id) return refuse(access, facts, refusals.notYours());
  const ask = startAsk(access);
  if (ask === null || !isOpen(access)) return { events: [], refusal: refusals.notOpen(access) };
  const standing = standingAskers(ask);
  const leaving = standing.filter((one) => one.system !== null && one.by.id === by && (asker ?? one.key) === one.key);
  const [first] = leaving;
  if (first === undefined) return nothing();
  const n = access.events.length + 1;
  const args = { system: first.by.label };
  const because = [reason('A4', facts.bySystem ? 'asker-withdrew' : 'not-asked', args)];
  if (leaving.length < standing.length) {
    const rest = { ask: ask.id, askers: leaving.map(({ key }) => key) };
    return { events: [event('withdrawn', n, facts, rest, because)], refusal: null };
  }
  if (access.state !== 'active') return { events: [event('cancelled', n, facts, {}, because)], refusal: null };
  if (facts.bySystem || !isInForce(access, facts.now)) return { events: [], refusal: refusals.notOpen(access) };
  return { events: [event('revoked', n, facts, { remains: facts.implicit }, because)], refusal: null };
}
