import { z } from 'zod';

const bytes = 32;
const advice = 'Make one with: openssl rand -base64 32';

/**
 * `LATCHKEY_SECRET`: 32 random bytes in base64, or several of them separated by blanks while a secret is rotated. The first
 * one seals, all of them are accepted.
 */
export const secretEnvironment = z.object({
  LATCHKEY_SECRET: z
    .string({ error: `LATCHKEY_SECRET is not set. ${advice}` })
    .transform((text) => text.split(/\s+/).filter(Boolean))
    .refine((all) => all.length > 0 && all.every(isSecret), {
      error: `LATCHKEY_SECRET must be 32 random bytes in base64, or several separated by blanks. ${advice}`,
    })
    .transform((all): readonly Uint8Array[] => all.map((one) => Buffer.from(one, 'base64'))),
});

function isSecret(text: string): boolean {
  return /^[A-Za-z0-9+/_-]+={0,2}$/.test(text) && Buffer.from(text, 'base64').length === bytes;
}
