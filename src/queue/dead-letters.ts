import { z } from 'zod';
import type { Redis } from 'ioredis';
import { cut } from '../domain/cut.ts';
import type { RefusedJob } from '../ports/queue.ts';
import { deadLettersKey } from './names.ts';

/** How many refused jobs are kept; older ones go. With `longest`, at most 16 MB. */
export const mostKept = 500;
/** How much of a job's data is kept, in characters: an honest command fits. */
const longest = 16 * 1024;

/** A refused job as it is kept, to be looked at by people; it is never carried out from here. */
export interface DeadLetter extends RefusedJob {
  /** Ms since the epoch. */
  readonly at: number;
  readonly data: string;
}

const letter = z.object({
  at: z.number(),
  queue: z.string(),
  job: z.string(),
  name: z.string(),
  fault: z.enum(['no-seal', 'wrong-seal', 'malformed']),
  data: z.string(),
});

/** Jobs that aren't carried out, kept in Redis. */
export function createDeadLetters(redis: Redis, installationId: string) {
  const key = deadLettersKey(installationId);
  return {
    async keep(refused: RefusedJob, data: unknown): Promise<void> {
      const text = JSON.stringify(data) as string | undefined;
      const { queue, fault } = refused;
      const kept: DeadLetter = {
        at: Date.now(),
        queue,
        fault,
        job: cut(refused.job, 200),
        name: cut(refused.name, 200),
        data: cut(typeof data === 'string' ? data : (text ?? ''), longest),
      };
      await redis
        .multi()
        .lpush(key, JSON.stringify(kept))
        .ltrim(key, 0, mostKept - 1)
        .exec();
    },

    /** How many are kept, and the newest of them. */
    async read(most: number): Promise<{ readonly count: number; readonly newest: readonly DeadLetter[] }> {
      const [count, newest] = await Promise.all([redis.llen(key), redis.lrange(key, 0, most - 1)]);
      return { count, newest: newest.flatMap(readLetter) };
    },
  };
}

export type DeadLetters = ReturnType<typeof createDeadLetters>;

/** Whoever can write to Redis can write anything here. */
function readLetter(text: string): DeadLetter[] {
  try {
    const { data } = letter.safeParse(JSON.parse(text));
    return data ? [data] : [];
  } catch {
    return [];
  }
}
