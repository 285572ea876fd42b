import { createFormat } from '../format.ts';

/** British, for lists without a comma before the last name. */
export const { and, or, count, plural, length, moment } = createFormat('en-GB');
