import { z } from 'zod';
import type { FactRecord, Report } from '../../domain/reported.ts';
import { count, time, wellFormed } from '../../domain/events/json.ts';

const entries = z.array(wellFormed);
const report = {
  entries,
  hook: z.string().min(1),
  delivery: wellFormed,
  asOf: time,
  at: time,
};

/** Unknown fields are left out: the document holds more. */
export const factRecord = z.object({
  key: z.string().min(1),
  version: count,
  asOf: time,
  file: z.string(),
  current: (z.object(report) satisfies z.ZodType<Report>).nullable(),
  earlier: z.array(z.object({ entries, from: time })),
  confirmedAt: time.nullable(),
  waiting: z.object({ ...report, id: z.string().min(1) }).nullable(),
  decided: z.object({ id: z.string(), by: z.string(), verdict: z.enum(['confirmed', 'refused']) }).nullable(),
}) satisfies z.ZodType<FactRecord>;
