import type { Redis } from 'ioredis';
import type { Log, Metrics } from '../ports/log.ts';
import type { CommandJob, EffectJob, Handlers, TimerJob } from '../ports/queue.ts';
import type { Seals } from '../ports/seals.ts';
import { effectJob, timerJob } from './codecs.ts';
import { consumerConnection } from './connection.ts';
import { createConsumer } from './consumer.ts';
import type { Consumer, ConsumerOptions, Reader } from './consumer.ts';
import { createDeadLetters } from './dead-letters.ts';
import { createEnvelope, openPlain } from './envelope.ts';
import { prefixOf, queueNames } from './names.ts';
import type { Runner } from './run-job.ts';
import { within } from './within.ts';

export interface ConsumerSettings {
  readonly url: string;
  readonly installationId: string;
  readonly tenant: string;
  readonly seals: Seals;
  readonly handlers: Handlers;
  readonly log: Log;
  readonly metrics?: Metrics;
  /** Jobs of each queue under way at once in this process; 20. */
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
  const options: ConsumerOptions = {
    redis,
    prefix: prefixOf(settings.installationId),
    concurrency: settings.concurrency ?? 20,
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
  const consume = <T>(name: string, open: Reader<T>['open'], does: Pick<Runner<T>, 'run' | 'ended'>): Consumer => {
    const gaveUp = (payload: T, error: Error): Promise<void> => handlers.gaveUp(name, payload, error);
    const runner = { ...does, gaveUp, log, reportPauseMs: settings.reportPauseMs ?? 10_000 };
    return createConsumer(name, runner, { open, refuse }, options);
  };
  const consumers = [
    consume<CommandJob>(queueNames.commands, (data, place) => envelope.open(data, place), {
      run: (job, context) => handlers.command(job, context),
    }),
    consume<EffectJob>(queueNames.effects, (data) => openPlain(effectJob, data), {
      run: (job, context) => handlers.effect(job, context),
      ended: (name, outcome) => metrics?.effect(name, outcome),
    }),
    consume<TimerJob>(queueNames.timers, (data) => openPlain(timerJob, data), {
      run: (job, context) => handlers.timer(job, context),
    }),
  ];

  const close = async (): Promise<void> => {
    try {
      await within(settings.closeWithinMs ?? 10_000, 'Finishing the jobs under way', finish(consumers, redis));
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
