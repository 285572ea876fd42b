import { z } from 'zod';

const HINT = 'must be a whole number from 0 to 65535 (0: any free port)';

const TOKEN_HINT = 'must be a bearer token: letters, digits and -._~+/ only, such as from openssl rand -hex 32';
const HTTPS_HINT =
  'must begin with https://, because people sign in there: put a proxy with a certificate before Latchkey (http is for this machine alone)';

/** Over http, only this machine may be meant. */
function isSafe(url: string): boolean {
  const { protocol, hostname } = new URL(url);
  return protocol === 'https:' || /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname);
}

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
  /** What `/metrics` requires as a bearer token; null: nothing. */
  METRICS_TOKEN: z.preprocess(
    blankIsNone,
    z
      .string()
      .regex(/^[\w.~+/-]+=*$/, { error: TOKEN_HINT })
      .optional()
      .transform((token) => token ?? null),
  ),
  /** Where browsers reach the listener from outside, such as https://latchkey.example.com; null: nowhere. */
  LATCHKEY_PUBLIC_URL: z.preprocess(
    blankIsNone,
    z
      .url({
        protocol: /^https?$/,
        error: 'must be a web address such as https://latchkey.example.com, or left out',
        abort: true,
      })
      .refine(isSafe, { error: HTTPS_HINT })
      .transform((url) => url.replace(/\/+$/, ''))
      .optional()
      .transform((url) => url ?? null),
  ),
});
