import type { Entitlement } from './entitlement.ts';
import type { Refusal } from './refusal.ts';
import { refusal } from './refusal.ts';
import { spoken } from './refusals.ts';

/** Why something isn't handed over (A6). */
export const handOverRefusals = {
  notHeldAnyMore(label: string): Refusal {
    const sentence = `${label} no longer has what was to be handed over: it ended, was revoked, or went to someone else. Nothing was started. Request it if you still need it.`;
    return refusal('nothing-to-revoke', sentence, [
      { rule: 'A6', sentence: 'Only what somebody still has is handed over, and only once.' },
    ]);
  },
  waitsFor(label: string): Refusal {
    return refusal(
      'already-open',
      `It already waits to be handed over to ${label}. Decide or cancel that request first, then try again.`,
    );
  },
  underWay(by: string, to: string): Refusal {
    return refusal(
      'already-open',
      `${by} is handing it over to ${to} already. Wait for what becomes of that, or cancel that request, then try again.`,
    );
  },
  limitChanged(label: string, limit: Entitlement): Refusal {
    return refusal(
      'changed-outside',
      `Nothing was handed over: the record of ${label}’s limit (${spoken(limit)}) was changed outside Latchkey, and limits go first. A Latchkey administrator can find out more with \`latchkey audit verify\`.`,
    );
  },
  limitSince(label: string, limit: Entitlement): Refusal {
    return refusal(
      'stale',
      `Nothing was handed over: ${label} has a limit that wasn’t shown (${spoken(limit)}). Type /access people again to see it.`,
    );
  },
  limitNotPut(label: string, limit: Entitlement, why: string): Refusal {
    return refusal(
      'limit',
      `Nothing was handed over: the limit (${spoken(limit)}) couldn’t be put on ${label}, and limits go first. ${why}`,
    );
  },
  nothingShown(label: string): Refusal {
    return refusal('stale', `${label} no longer has anything of what was shown. Type /access people again.`);
  },
} as const;
