import type { Entitlement } from './entitlement.ts';
import { reason } from './reason.ts';
import type { Refusal } from './refusal.ts';
import { refusal } from './refusal.ts';

/** Why something isn't handed over (A6). Labels as in records. */
export const handOverRefusals = {
  notHeldAnyMore: (label: string): Refusal =>
    refusal('nothing-to-revoke', { name: 'not-held-any-more', label }, [reason('A6', 'handed-over-once')]),
  waitsFor: (label: string): Refusal => refusal('already-open', { name: 'waits-to-be-handed-over', label }),
  underWay: (by: string, to: string): Refusal => refusal('already-open', { name: 'hand-over-under-way', by, to }),
  limitChanged: (label: string, limit: Entitlement): Refusal =>
    refusal('changed-outside', { name: 'hand-over-limit-changed', label, limit }),
  limitSince: (label: string, limit: Entitlement): Refusal =>
    refusal('stale', { name: 'hand-over-limit-not-shown', label, limit }),
  limitNotPut: (label: string, limit: Entitlement, { args: why }: Refusal): Refusal =>
    refusal('limit', { name: 'hand-over-limit-not-put', label, limit, why }),
  nothingShown: (label: string): Refusal => refusal('stale', { name: 'hand-over-nothing-shown', label }),
} as const;
