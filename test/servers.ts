import type { TestProject } from 'vitest/node';
import { startRedis } from '../sandbox/redis/index.ts';
import { startMongoServer } from '../sandbox/runner/mongo.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** One Redis for the whole run: use a prefix of your own, and never empty it. */
    redisUrl: string;
    /** One MongoDB for the whole run, without a database name: use a database of your own. */
    mongoUri: string;
  }
}

interface Server {
  address: string;
  stop: () => Promise<void>;
}

const foreign = (address: string): Server => ({ address, stop: () => Promise.resolve() });

/** The integration project's set-up: REDIS_URL and MONGODB_URI where they are set, else servers of our own. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const started: Server[] = [];
  const stopAll = async (): Promise<void> => {
    await Promise.all(started.splice(0).map((server) => server.stop()));
  };
  try {
    const redis = await ownRedis();
    started.push(redis);
    project.provide('redisUrl', redis.address);
    const mongo = await ownMongo();
    started.push(mongo);
    project.provide('mongoUri', mongo.address);
  } catch (error) {
    await stopAll();
    throw error;
  }
  return stopAll;
}

async function ownRedis(): Promise<Server> {
  const given = process.env['REDIS_URL'];
  if (given) return foreign(given);
  const redis = await startRedis();
  return { address: redis.url, stop: redis.stop };
}

async function ownMongo(): Promise<Server> {
  const mongo = await startMongoServer({ env: process.env });
  return { address: mongo.uri, stop: mongo.stop };
}
