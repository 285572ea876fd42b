import type { Refusal, RefusalArgs } from './refusal.ts';
import { refusal } from './refusal.ts';

/** Why somebody can't make another request (DESIGN §4, _Budgets_). `waitMs`: until one more is free. */
export const budgetRefusals = {
  requestsPerHour: (most: number, waitMs: number): Refusal =>
    refusal('over-budget', { name: 'requests-per-hour', most, waitMs }),
  requestsPerPersonPerHour: (most: number, waitMs: number): Refusal =>
    refusal('over-budget', { name: 'requests-per-person-per-hour', most, waitMs }),
  tooManyOpen: (open: number): Refusal => refusal('over-budget', { name: 'too-many-open', open }),
} as const;

/** When it’s worth asking again while too many requests are open, in seconds: nobody knows when one is decided. */
const openAgainSeconds = 600;

/** What a system is told to wait, in whole seconds, at least 1 (`Retry-After`). */
export function retryAfterSeconds(args: RefusalArgs): number {
  return 'waitMs' in args ? Math.max(1, Math.ceil(args.waitMs / 1_000)) : openAgainSeconds;
}
