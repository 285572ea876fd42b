import { z } from 'zod';
import type { Account, PersonRef } from '../identity.ts';
import { wellFormed } from './json.ts';

export const account = z.strictObject({
  platform: z.string(),
  workspace: z.string(),
  user: z.string(),
}) satisfies z.ZodType<Account>;

export const personRef = z.strictObject({ id: z.string(), label: wellFormed }) satisfies z.ZodType<PersonRef>;
