import { Redis } from 'ioredis';

/** How many jobs wait in the lists whose key looks like `pattern`. */
export async function jobsWaiting(redisUrl: string, pattern: string): Promise<number> {
  const redis = new Redis(redisUrl);
  try {
    const lengths = await Promise.all((await redis.keys(pattern)).map((key) => redis.llen(key)));
    return lengths.reduce((sum, length) => sum + length, 0);
  } finally {
    redis.disconnect();
  }
}
