import { createFormat } from '../format.ts';

export const { and, or, count, plural, length, moment } = createFormat('de-DE');

/** A duration as it's typed: the grammar is English in every language. */
export { formatDuration as duration } from '../../domain/duration.ts';
