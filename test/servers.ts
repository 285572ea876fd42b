import { randomUUID } from 'node:crypto';
import type { TestProject } from 'vitest/node';
import { startRedis } from '../sandbox/redis/index.ts';
import { startMongoServer } from '../sandbox/runner/mongo.ts';
import { dropDatabase, withDatabase } from './support/database.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** One Redis for the whole run: use a prefix of your own, and never empty it. */
    redisUrl: string;
    /** One MongoDB for the whole run, without a database name: use a database of your own. */
    mongoUri: string;
    /** The database of this run that its tests share, each with a tenant of its own; it goes with the run. */
    mongoDatabase: string;
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
    const database = `test_${randomUUID().replaceAll('-', '')}`;
    const mongo = await ownMongo(database);
    started.push(mongo);
    project.provide('mongoUri', mongo.address);
    project.provide('mongoDatabase', database);
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

async function ownMongo(database: string): Promise<Server> {
  const { uri, kind, stop } = await startMongoServer({ env: process.env });
  // A server of our own goes with everything in it.
  return { address: uri, stop: kind === 'given' ? () => dropDatabase(withDatabase(uri, database)) : stop };
}
