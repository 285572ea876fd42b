import { z } from 'zod';

/** A moment, as it's told. */
export const time = z.iso.datetime({ precision: 3 }).describe('UTC, with milliseconds');

/** The codec of one type. */
export function codecOf(type: string, data: z.ZodType, description: string) {
  return z.strictObject({ type: z.literal(type), timestamp: time, data }).describe(description);
}

export const iso = (at: number): string => new Date(at).toISOString();
