import type { Access } from '../../domain/access.ts';
import { startAsk } from '../../domain/access.ts';
import { refusals } from '../../domain/refusals.ts';
import { suggestedInstead } from '../../domain/suggestion.ts';
import type { Perform, Performed } from './handle-command.ts';
import type { Envelope } from './refused.ts';
import { refused } from './refused.ts';

/**
 * Requests what an approver suggested when they denied a request (A4): for the same person, for as long, for the same need, and
 * with the same reason where no other is given. Only the person does that, and it's charged like any request.
 */
export function createRequestInstead(perform: Perform) {
  return async function requestInstead(access: Access, envelope: Envelope): Promise<Performed> {
    const entitlement = suggestedInstead(access);
    const ask = startAsk(access);
    if (envelope.actor?.person.id !== access.person.id) return refused(access, refusals.notYours());
    if (entitlement === null || ask === null) return refused(access, refusals.stale());
    const { asked = ask.system?.asked, endsAt = null, durationMs } = ask;
    const isPassed = endsAt !== null && endsAt <= envelope.heardAt;
    const length = endsAt === null ? { durationMs } : { durationMs: 'default' as const, ...(!isPassed && { endsAt }) };
    return perform({
      ...envelope,
      command: { name: 'request', ...length, ...(asked !== undefined && { asked: { action: asked.action } }) },
      subject: access.person,
      entitlement,
      text: envelope.text ?? ask.reason,
      isCharged: true,
    });
  };
}

export type RequestInstead = ReturnType<typeof createRequestInstead>;
