import { entitlement } from './entitlements.ts';
import type { RefusalWords } from '../word-maps.ts';

/** Why something isn't handed over (A6). */
export const handOvers = {
  'not-held-any-more': ({ label }) =>
    `${label} no longer has what was to be handed over: it ended, was revoked, or went to someone else. Nothing was started. Request it if you still need it.`,
  'waits-to-be-handed-over': ({ label }) =>
    `It already waits to be handed over to ${label}. Decide or cancel that request first, then try again.`,
  'hand-over-under-way': ({ by, to }) =>
    `${by} is handing it over to ${to} already. Wait for what becomes of that, or cancel that request, then try again.`,
  'hand-over-limit-changed': ({ label, limit }) =>
    `Nothing was handed over: the record of ${label}’s limit (${entitlement(limit)}) was changed outside Latchkey, and limits go first. A Latchkey administrator can find out more with \`latchkey audit verify\`.`,
  'hand-over-limit-not-shown': ({ label, limit }) =>
    `Nothing was handed over: ${label} has a limit that wasn’t shown (${entitlement(limit)}). Type /access people again to see it.`,
  'hand-over-nothing-shown': ({ label }) =>
    `${label} no longer has anything of what was shown. Type /access people again.`,
} satisfies Partial<RefusalWords>;
