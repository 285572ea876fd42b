import { Worker, isNotConnectionError } from 'bullmq';
import type { Job } from 'bullmq';
import type { Redis } from 'ioredis';
import { runJob } from './run-job.ts';
import type { Runner } from './run-job.ts';

export interface ConsumerOptions {
  readonly redis: Redis;
  readonly prefix: string;
  readonly concurrency: number;
  readonly lockMs: number;
  readonly stalledCheckMs: number;
  readonly maxStalled: number;
}

/** The consumer of one queue. */
export interface Consumer {
  /** Settles when the tries under way now have ended, however they ended. */
  idle(): Promise<unknown>;
  close(): Promise<void>;
  disconnect(): Promise<void>;
}

/** Works off the queue `name`, beginning at once. */
export function createConsumer<T>(name: string, runner: Runner<T>, options: ConsumerOptions): Consumer {
  const { log } = runner;
  const tried = new WeakSet<Job>();
  const underWay = new Set<Promise<void>>();
  const worker = new Worker<T, void>(
    name,
    async (job, token) => {
      tried.add(job);
      const trying = runJob(job, token, runner);
      underWay.add(trying);
      try {
        await trying;
      } finally {
        underWay.delete(trying);
      }
    },
    {
      connection: options.redis,
      prefix: options.prefix,
      concurrency: options.concurrency,
      lockDuration: options.lockMs,
      lockRenewTime: options.lockMs / 3,
      stalledInterval: options.stalledCheckMs,
      maxStalledCount: options.maxStalled,
      runRetryDelay: 1_000,
    },
  );
  worker.on('failed', (job, error) => {
    if (job === undefined || tried.has(job)) return;
    // BullMQ itself failed it, without a try.
    runner.gaveUp(job.data, error).catch((problem: unknown) => {
      log.error(
        { err: problem, queue: name, job: job.id, why: error.message },
        'A job was given up, and that could not be reported',
      );
    });
  });
  worker.on('stalled', (id) => {
    log.info({ queue: name, job: id }, 'A job was abandoned by its worker and is taken up again');
  });
  worker.on('error', (error) => {
    if (isNotConnectionError(error)) log.warn({ err: error, queue: name }, 'The queue reports a problem');
  });
  return {
    idle: () => Promise.allSettled(underWay),
    close: () => worker.close(),
    disconnect: () => worker.disconnect(),
  };
}
