import type { Refusal } from './refusal.ts';
import { refusal } from './refusal.ts';

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
} as const;
