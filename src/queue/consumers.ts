import { Worker, isNotConnectionError } from 'bullmq';
import type { Job } from 'bullmq';
import type { Log, Metrics } from '../ports/log.ts';
import type { CommandJob, EffectJob, Handlers, TimerJob } from '../ports/queue.ts';
import { consumerConnection } from './connection.ts';
import { prefixOf, queueNames } from './names.ts';
import { runJob } from './run-job.ts';
import type { Runner } from './run-job.ts';
import { within } from './within.ts';

export interface ConsumerSettings {
  readonly url: string;
  readonly installationId: string;
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

interface Consumer {
  close(): Promise<void>;
  disconnect(): Promise<void>;
}

/**
 * Works off the queues until closed. While Redis is away it waits, and goes on afterwards. A job may run more than once:
 * when its worker dies or loses its hold on it, another one takes it up.
 */
export function startConsumers(settings: ConsumerSettings): { close: () => Promise<void> } {
  const { handlers, log, metrics } = settings;
  const stopped = new AbortController();
  const redis = consumerConnection(settings.url, log, stopped.signal);
  const gaveUp = (queue: string) => (payload: unknown, error: Error) => handlers.gaveUp(queue, payload, error);

  const consume = <T>(name: string, runner: Pick<Runner<T>, 'run' | 'ended'>): Consumer => {
    const reporting: Runner<T> = {
      ...runner,
      log,
      gaveUp: gaveUp(name),
      reportPauseMs: settings.reportPauseMs ?? 10_000,
    };
    const tried = new WeakSet<Job>();
    const worker = new Worker<T, void>(
      name,
      async (job, token) => {
        tried.add(job);
        await runJob(job, token, reporting);
      },
      {
        connection: redis,
        prefix: prefixOf(settings.installationId),
        concurrency: settings.concurrency ?? 20,
        lockDuration: settings.lockMs ?? 6_000,
        lockRenewTime: (settings.lockMs ?? 6_000) / 3,
        stalledInterval: settings.stalledCheckMs ?? 3_000,
        maxStalledCount: settings.maxStalled ?? Number.MAX_SAFE_INTEGER,
        runRetryDelay: 1_000,
      },
    );
    worker.on('failed', (job, error) => {
      if (job === undefined || tried.has(job)) return;
      // BullMQ itself failed it, without a try.
      reporting.gaveUp(job.data, error).catch((problem: unknown) => {
        log.error(
          { err: problem, cause: error, queue: name, payload: job.data },
          'A job was given up, and that could not be reported',
        );
      });
    });
    worker.on('stalled', (id) =>
      log.info({ queue: name, job: id }, 'A job was abandoned by its worker and is taken up again'),
    );
    worker.on('error', (error) => {
      if (isNotConnectionError(error)) log.warn({ err: error, queue: name }, 'The queue reports a problem');
    });
    return worker;
  };

  const consumers = [
    consume<CommandJob>(queueNames.commands, { run: (job, context) => handlers.command(job, context) }),
    consume<EffectJob>(queueNames.effects, {
      run: (job, context) => handlers.effect(job, context),
      ended: (name, outcome) => metrics?.effect(name, outcome),
    }),
    consume<TimerJob>(queueNames.timers, { run: (job, context) => handlers.timer(job, context) }),
  ];
  const close = async (): Promise<void> => {
    try {
      await finish(consumers, settings.closeWithinMs ?? 10_000, log, stopped);
    } finally {
      redis.disconnect();
    }
  };
  let closing: Promise<void> | undefined;
  return { close: () => (closing ??= close()) };
}

async function finish(
  consumers: readonly Consumer[],
  patience: number,
  log: Log,
  stopped: AbortController,
): Promise<void> {
  const closing = Promise.all(consumers.map((consumer) => consumer.close()));
  try {
    await within(patience, 'Finishing the jobs under way', closing);
  } catch (error) {
    log.warn({ err: error }, 'Jobs were left unfinished; they are taken up by the next worker');
    closing.catch(() => undefined);
    stopped.abort();
    for (const consumer of consumers) consumer.disconnect().catch(() => undefined);
  }
}
