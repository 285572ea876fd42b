import type { Refusal } from './refusal.ts';
import { refusal } from './refusal.ts';

/** Why somebody can't make another request (DESIGN §4, _Budgets_). `waitMs`: until one more is free. */
export const budgetRefusals = {
  requestsPerHour: (most: number, waitMs: number): Refusal =>
    refusal('over-budget', { name: 'requests-per-hour', most, waitMs }),
  requestsPerPersonPerHour: (most: number, waitMs: number): Refusal =>
    refusal('over-budget', { name: 'requests-per-person-per-hour', most, waitMs }),
  tooManyOpen: (open: number): Refusal => refusal('over-budget', { name: 'too-many-open', open }),
} as const;
