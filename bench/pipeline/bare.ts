import { randomUUID } from 'node:crypto';
import { Queue, Worker } from 'bullmq';
import { Redis } from 'ioredis';
import mongoose from 'mongoose';
import { inFlight } from './in-flight.ts';

/** What a journey needs, at the least: so many jobs, and so many writes. */
export interface Needs {
  readonly jobs: number;
  readonly writes: number;
}

const concurrency = 20;

/**
 * The limit: as many bare BullMQ jobs one after the other, and as many bare majority writes in them, as a journey needs, on the
 * same servers, in this process. Gives the time of each in ms, and of all.
 */
export async function bare(
  servers: { readonly mongodbUri: string; readonly redisUrl: string },
  needs: Needs,
  journeys: number,
  atOnce: number,
): Promise<{ readonly each: readonly number[]; readonly allMs: number }> {
  const name = `bare-${randomUUID()}`;
  const redis = new Redis(servers.redisUrl, { maxRetriesPerRequest: null });
  const connection = await mongoose.createConnection(servers.mongodbUri).asPromise();
  const collection = connection.collection<{ _id: string }>('bare');
  const queue = new Queue<{ writes: number }>(name, { connection: redis });
  const done = new Map<string, () => void>();
  const worker = new Worker<{ writes: number }>(
    name,
    async ({ data, id = '' }) => {
      for (let n = 0; n < data.writes; n++) {
        await collection.insertOne({ _id: `${id}-${n}` }, { writeConcern: { w: 'majority', journal: true } });
      }
    },
    { connection: redis, concurrency },
  );
  worker.on('completed', ({ id }) => done.get(id ?? '')?.());
  await worker.waitUntilReady();

  async function one(): Promise<void> {
    for (let job = 0; job < needs.jobs; job++) {
      const jobId = randomUUID();
      const writes = Math.floor(needs.writes / needs.jobs) + (job < needs.writes % needs.jobs ? 1 : 0);
      const ended = new Promise<void>((resolve) => done.set(jobId, resolve));
      await queue.add('bare', { writes }, { jobId, removeOnComplete: true });
      await ended;
      done.delete(jobId);
    }
  }

  try {
    await inFlight(atOnce, atOnce, one);
    return await inFlight(journeys, atOnce, one);
  } finally {
    await worker.close();
    await queue.obliterate({ force: true });
    await queue.close();
    redis.disconnect();
    await connection.dropDatabase();
    await connection.close();
  }
}
