import { z } from 'zod';

const HINT = 'must be a whole number from 0 to 65535 (0: any free port)';

const blankIsNone = (value: unknown): unknown => (typeof value === 'string' ? value.trim() || undefined : value);

/** What the listener needs of the environment. An empty value is none. */
export const httpEnvironment = z.object({
  PORT: z.preprocess(
    blankIsNone,
    z
      .string({ error: HINT })
      .regex(/^\d{1,5}$/, { error: HINT, abort: true })
      .transform(Number)
      .refine((port) => port <= 65_535, { error: HINT })
      .default(3000),
  ),
  /** The address to listen on; every one of the machine unless given. */
  HOST: z.preprocess(blankIsNone, z.string().optional()),
  /** Where browsers reach the listener from outside, such as https://latchkey.example.com; null: nowhere. */
  LATCHKEY_PUBLIC_URL: z.preprocess(
    blankIsNone,
    z
      .url({ protocol: /^https?$/, error: 'must be a web address such as https://latchkey.example.com, or left out' })
      .transform((url) => url.replace(/\/+$/, ''))
      .optional()
      .transform((url) => url ?? null),
  ),
});
