import type { Redis } from 'ioredis';
import type { Log } from '../ports/log.ts';
import type { Seals } from '../ports/seals.ts';
import { producerConnection, warnOfEviction } from './connection.ts';
import { createDeadLetters } from './dead-letters.ts';
import type { DeadLetter } from './dead-letters.ts';
import { createEnvelope } from './envelope.ts';
import { prefixOf } from './names.ts';
import { queueNames } from './queues.ts';
import type { QueueName } from './queues.ts';

/** What waits in Redis, and what was refused there. */
export interface QueueReport {
  /** Jobs of each queue that aren't done: waiting, delayed or under way. */
  readonly left: Readonly<Record<QueueName, number>>;
  /** Of the commands: how many have no valid seal. At most 1,000 of each list are looked at. */
  readonly unsealed: number;
  readonly deadLetters: { readonly count: number; readonly newest: readonly DeadLetter[] };
}

export interface InspectSettings {
  readonly url: string;
  readonly installationId: string;
  readonly tenant: string;
  readonly seals: Seals;
  readonly log: Log;
}

const most = 1_000;

/** Looks into the queues and changes nothing. */
export function openInspection(settings: InspectSettings) {
  const redis = producerConnection(settings.url, settings.log);
  warnOfEviction(redis, settings.log);
  return {
    async ping(): Promise<void> {
      await redis.ping();
    },
    async report(): Promise<QueueReport> {
      const left = (name: string) => countLeft(redis, baseOf(settings.installationId, name));
      const [counts, unsealed, deadLetters] = await Promise.all([
        Promise.all(queueNames.map(async (name) => [name, await left(name)] as const)),
        countUnsealed(redis, settings),
        createDeadLetters(redis, settings.installationId).read(3),
      ]);
      return { left: Object.fromEntries(counts) as QueueReport['left'], unsealed, deadLetters };
    },
    close(): void {
      redis.disconnect();
    },
  };
}

/** How many commands wait that no worker will carry out: queued before sealing came, or by somebody else. */
export async function countUnsealed(
  redis: Redis,
  { installationId, tenant, seals }: Pick<InspectSettings, 'installationId' | 'tenant' | 'seals'>,
): Promise<number> {
  const base = baseOf(installationId, 'commands');
  const envelope = createEnvelope(seals, tenant);
  const lists = await Promise.all([
    redis.lrange(`${base}:active`, 0, most - 1),
    redis.lrange(`${base}:wait`, -most, -1),
    redis.lrange(`${base}:paused`, -most, -1),
    redis.zrange(`${base}:delayed`, '0', String(most - 1)),
    redis.zrange(`${base}:prioritized`, '0', String(most - 1)),
  ]);
  const isSealed = async (id: string): Promise<boolean> => {
    const [name = null, data = null] = await redis.hmget(`${base}:${id}`, 'name', 'data').catch(() => []);
    // Done since the list was read.
    if (name === null && data === null) return true;
    return envelope.open(readJson(data ?? ''), { queue: 'commands', name: name ?? '', id }).ok;
  };
  const sealed = await Promise.all(lists.flat().map(isSealed));
  return sealed.filter((one) => !one).length;
}

async function countLeft(redis: Redis, base: string): Promise<number> {
  const counts = await Promise.all([
    redis.llen(`${base}:active`),
    redis.llen(`${base}:wait`),
    redis.llen(`${base}:paused`),
    redis.zcard(`${base}:delayed`),
    redis.zcard(`${base}:prioritized`),
  ]);
  return counts.reduce((sum, count) => sum + count, 0);
}

function baseOf(installationId: string, queue: string): string {
  return `${prefixOf(installationId)}:${queue}`;
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
