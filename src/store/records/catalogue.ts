import { z } from 'zod';
import type { CatalogueState } from '../../ports/catalogue.ts';
import { count, time } from '../../domain/events/json.ts';

/** Unknown fields are left out: the document holds more. */
export const catalogueState = z.object({
  version: count,
  hash: z.string(),
  members: z.array(z.string()),
  productAdministrators: z.array(z.string()),
  administratorsSince: z.array(z.strictObject({ entry: z.string(), since: time })).default([]),
  ids: z.array(z.string()),
  retired: z.array(z.string()),
  listed: z.array(z.string()).exactOptional(),
  waiting: z.array(z.strictObject({ id: z.string(), key: z.string() })).exactOptional(),
  file: z.string().exactOptional(),
  reported: z.array(z.strictObject({ key: z.string(), hook: z.string(), says: z.string() })).exactOptional(),
}) satisfies z.ZodType<CatalogueState>;
