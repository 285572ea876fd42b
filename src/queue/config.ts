import { z } from 'zod';

const HINT = 'must be the address of a Redis, for example redis://127.0.0.1:6379';

function isRedisUrl(value: string): boolean {
  return URL.canParse(value) && ['redis:', 'rediss:'].includes(new URL(value).protocol);
}

/** What the queue needs of the environment. */
export const queueEnvironment = z.object({
  REDIS_URL: z.string({ error: HINT }).refine(isRedisUrl, { error: HINT }),
});
