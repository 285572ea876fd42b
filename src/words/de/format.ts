import { createFormat } from '../format.ts';

export const { and, or, count, plural, length, moment } = createFormat('de-DE');
