import { createFormat } from '../format.ts';

/** British, for lists without a comma before the last name. */
export const { and, or, count, plural, length, moment } = createFormat('en-GB');

/** A duration as people write it, rounded up to the minute, so that a wait is never too short: `1h 30m`. */
export { formatDuration as duration } from '../../domain/duration.ts';
