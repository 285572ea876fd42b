import { formatDuration } from './duration.ts';
import type { Refusal } from './refusal.ts';
import { refusal } from './refusal.ts';

/** What somebody reads who has made too many requests (DESIGN §4, _Budgets_). `waitMs`: until one more is free. */
export const budgetRefusals = {
  requestsPerHour: (most: number, waitMs: number): Refusal =>
    over(`You’ve requested this ${times(most)} in the last hour. You can request it again ${inTime(waitMs)}.`),
  requestsPerPersonPerHour: (most: number, waitMs: number): Refusal =>
    over(`You’ve made ${requests(most)} in the last hour. You can make another one ${inTime(waitMs)}.`),
  tooManyOpen: (open: number): Refusal =>
    over(
      `You have ${requests(open)} waiting for a decision. Cancel one (/access pending shows them), or wait until one is decided.`,
    ),
} as const;

function over(sentence: string): Refusal {
  return refusal('over-budget', sentence);
}

function requests(count: number): string {
  return count === 1 ? '1 request' : `${count} requests`;
}

function times(count: number): string {
  return count === 1 ? 'once' : `${count} times`;
}

/** Rounded up to the minute, so that it is true. */
function inTime(ms: number): string {
  return `in ${formatDuration(Math.max(1, Math.ceil(ms / 60_000)) * 60_000)}`;
}
