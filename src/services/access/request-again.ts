import type { Access, Ask } from '../../domain/access.ts';
import { startAsk } from '../../domain/access.ts';
import { decide } from '../../domain/decide/index.ts';
import type { AccessCommand } from '../../domain/decide/index.ts';
import { refusals } from '../../domain/refusals.ts';
import type { GatherFacts } from './facts.ts';
import type { Performed, Perform } from './handle-command.ts';
import type { Envelope } from './refused.ts';
import { refused } from './refused.ts';

/**
 * Closes a request in which somebody's vote came too late to count (A7), and makes it again with the same terms. Only the
 * requester does that, and only after such a refusal; it counts toward no budget. Where the new one would be refused, the old
 * one stays as it is. Run again, it goes on where it stopped.
 */
export function createRequestAgain(perform: Perform, facts: GatherFacts) {
  return async function requestAgain(access: Access, envelope: Envelope): Promise<Performed> {
    const ask = startAsk(access);
    const cancelId = `${envelope.id}/cancel`;
    const isBegun = access.events.some((event) => event.facts.command === cancelId);
    const isTheirs = ask !== null && ask.by.id === envelope.actor?.person.id;
    if (ask === null || !isTheirs) return refused(access, refusals.notYours());
    if (!isBegun && !(access.state === 'requested' && hadLateVote(access))) return refused(access, refusals.stale());
    const { person: subject, entitlement } = access;
    const next = { ...envelope, command: wanted(access, ask), subject, entitlement, text: ask.reason };
    const no = isBegun ? null : decide(null, next.command, await facts(next, null)).refusal;
    if (no !== null) return refused(access, no);
    const closed = await perform(
      { ...envelope, id: cancelId, command: { name: 'cancel' }, subject, entitlement, text: null },
      access,
    );
    if (closed.refusal !== null) return closed;
    return perform(next, null);
  };
}

export type RequestAgain = ReturnType<typeof createRequestAgain>;

/** Whether a vote in the latest ask was refused because it came too late. */
export function hadLateVote({ events, asks }: Access): boolean {
  return events.some(
    (one) => one.event === 'refused' && one.facts.code === 'too-new' && one.facts.asks === asks.length,
  );
}

function wanted(access: Access, { by, durationMs, endsAt, asked }: Ask): AccessCommand {
  const name = by.id === access.person.id ? 'request' : 'grant';
  return {
    name,
    durationMs,
    ...(endsAt !== undefined && endsAt !== null && { endsAt }),
    ...(asked !== undefined && { asked }),
  };
}
