import type { Redis } from 'ioredis';
import pTimeout from 'p-timeout';
import type { Log, Metrics } from '../ports/log.ts';
import type { Handlers, JobContext } from '../ports/queue.ts';
import type { Seals } from '../ports/seals.ts';
import { consumerConnection } from './connection.ts';
import { createConsumer } from './consumer.ts';
import type { Consumer, Reader } from './consumer.ts';
import { createDeadLetters } from './dead-letters.ts';
import { createEnvelope, openPlain } from './envelope.ts';
import { prefixOf } from './names.ts';
import type { QueueDeclaration } from './queues.ts';
import { queues } from './queues.ts';

type Outcome = 'done' | 'failed' | 'later';

export interface ConsumerSettings {
  readonly url: string;
  readonly installationId: string;
  readonly tenant: string;
  readonly seals: Seals;
  readonly handlers: Handlers;
  readonly log: Log;
  readonly metrics?: Metrics;
  /** Jobs of each queue under way at once in this process; as `queues` says, unless given. */
  readonly concurrency?: number;
  /** How long `close` waits for what is under way, in ms; 10,000. What is not done by then is taken up by somebody else. */
  readonly closeWithinMs?: number;
  /** A worker's hold on a job, in ms; renewed while it lives. 6,000. */
  readonly lockMs?: number;
  /** How often abandoned jobs are looked for, in ms; 3,000. One is found at the latest after `lockMs + stalledCheckMs`. */
  readonly stalledCheckMs?: number;
  /** How often a job may be abandoned by workers that die before it is given up; without end. */
  readonly maxStalled?: number;
  /** How long a job waits whose giving up could not be reported, in ms; 10,000. */
  readonly reportPauseMs?: number;
}

/**
 * Works off the queues until closed. While Redis is away it waits, and goes on afterwards. A job may run more than once:
 * when its worker dies or loses its hold on it, another one takes it up.
 */
export function startConsumers(settings: ConsumerSettings): { close: () => Promise<void> } {
  const { handlers, log, metrics } = settings;
  const stopped = new AbortController();
  const redis = consumerConnection(settings.url, log, stopped.signal);
  const options = {
    redis,
    prefix: prefixOf(settings.installationId),
    lockMs: settings.lockMs ?? 6_000,
    stalledCheckMs: settings.stalledCheckMs ?? 3_000,
    maxStalled: settings.maxStalled ?? Number.MAX_SAFE_INTEGER,
  };
  const deadLetters = createDeadLetters(redis, settings.installationId);
  const envelope = createEnvelope(settings.seals, settings.tenant);

  /** Kept first: what can't be kept comes back and is refused again. */
  const refuse: Reader<unknown>['refuse'] = async ({ queue, name, id: job }, fault, data) => {
    const refused = { queue, name, job, fault };
    await deadLetters.keep(refused, data);
    try {
      await handlers.refused(refused);
    } catch (error) {
      log.error({ err: error, ...refused }, 'A job was refused, and that could not be reported');
    }
  };
  const consume = ([name, declared]: readonly [string, QueueDeclaration]): Consumer => {
    // What its codec read is what its handler takes.
    const run = handlers[declared.handler].bind(handlers) as (job: unknown, context: JobContext) => Promise<void>;
    const runner = {
      run,
      gaveUp: (payload: unknown, error: Error): Promise<void> => handlers.gaveUp(name, payload, error),
      ...(declared.isCounted && { ended: (job: string, outcome: Outcome) => metrics?.effect(job, outcome) }),
      log,
      reportPauseMs: settings.reportPauseMs ?? 10_000,
    };
    const open: Reader<unknown>['open'] = (data, place) =>
      declared.isSealed ? envelope.open(data, place) : openPlain(declared.codec, data);
    const concurrency = settings.concurrency ?? declared.concurrency;
    const { longestPauseMs } = declared;
    return createConsumer(name, runner, { open, refuse }, { ...options, concurrency, longestPauseMs });
  };
  const consumers = Object.entries(queues).map(consume);

  const close = async (): Promise<void> => {
    try {
      const milliseconds = settings.closeWithinMs ?? 10_000;
      const message = `Finishing the jobs under way took longer than ${milliseconds} ms`;
      await pTimeout(finish(consumers, redis), { milliseconds, message });
    } catch (error) {
      log.warn({ err: error }, 'Jobs were left unfinished; they are taken up by the next worker');
      stopped.abort();
      for (const consumer of consumers) consumer.disconnect().catch(() => undefined);
    } finally {
      redis.disconnect();
    }
  };
  let closing: Promise<void> | undefined;
  return { close: () => (closing ??= close()) };
}

/** Begins nothing new, and waits for what is under way; not for a Redis that is away. */
async function finish(consumers: readonly Consumer[], redis: Redis): Promise<void> {
  const closed = Promise.all(consumers.map((consumer) => consumer.close()));
  closed.catch(() => undefined);
  await Promise.all(consumers.map((consumer) => consumer.idle()));
  if (redis.status !== 'ready') throw new Error('Redis is away');
  await closed;
}
