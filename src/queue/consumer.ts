import { isNotConnectionError } from 'bullmq';
import type { Job } from 'bullmq';
import type { Redis } from 'ioredis';
import type { JobFault } from '../ports/queue.ts';
import type { Opened, Place } from './envelope.ts';
import { runJob } from './run-job.ts';
import type { Runner } from './run-job.ts';
import { SoundWorker, boundedBackoff } from './sound-worker.ts';
import { takeOutUnreadable } from './unreadable.ts';

export interface ConsumerOptions {
  readonly redis: Redis;
  readonly prefix: string;
  readonly concurrency: number;
  readonly lockMs: number;
  readonly stalledCheckMs: number;
  readonly maxStalled: number;
  /** The longest pause between two tries, in ms. */
  readonly longestPauseMs: number;
}

/** How a queue's jobs are read, and what becomes of one that isn't to be carried out. */
export interface Reader<T> {
  open(data: unknown, place: Place): Opened<T>;
  refuse(place: Place, fault: JobFault, data: unknown): Promise<void>;
}

/** The consumer of one queue. */
export interface Consumer {
  /** Settles when the tries under way now have ended, however they ended. */
  idle(): Promise<unknown>;
  close(): Promise<void>;
  disconnect(): Promise<void>;
}

/** Works off the queue `name`, beginning at once. */
export function createConsumer<T>(
  name: string,
  runner: Runner<T>,
  reader: Reader<T>,
  options: ConsumerOptions,
): Consumer {
  const { log } = runner;
  const tried = new WeakSet<Job>();
  const underWay = new Set<Promise<void>>();
  const placeOf = (job: Job): Place => ({ queue: name, name: job.name, id: job.id ?? '' });
  const one = async (job: Job<unknown, void>, token: string | undefined): Promise<void> => {
    const opened = reader.open(job.data, placeOf(job));
    return opened.ok ? runJob(job, opened.payload, token, runner) : reader.refuse(placeOf(job), opened.fault, job.data);
  };
  let looking = false;
  /** What BullMQ can't read makes it fail and comes back for ever, unless it is taken out. */
  async function takeOut(): Promise<void> {
    if (looking || options.redis.status !== 'ready') return;
    looking = true;
    try {
      for (const { id, name: called, data } of await takeOutUnreadable(options.redis, `${options.prefix}:${name}`)) {
        await reader.refuse({ queue: name, name: called, id }, 'malformed', data);
      }
    } catch (error) {
      log.warn({ err: error, queue: name }, 'It could not be looked up which jobs can’t be read');
    } finally {
      looking = false;
    }
  }

  const worker = new SoundWorker<unknown>(
    name,
    async (job, token) => {
      tried.add(job);
      const trying = one(job, token);
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
      settings: { backoffStrategy: boundedBackoff(options.longestPauseMs) },
    },
  );
  worker.on('failed', (job, error) => {
    if (job === undefined || tried.has(job)) return;
    // BullMQ itself failed it, without a try.
    const opened = reader.open(job.data, placeOf(job));
    const reported = opened.ok
      ? runner.gaveUp(opened.payload, error)
      : reader.refuse(placeOf(job), opened.fault, job.data);
    reported.catch((problem: unknown) => {
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
    if (!isNotConnectionError(error)) return;
    log.warn({ err: error, queue: name }, 'The queue reports a problem');
    void takeOut();
  });
  return {
    idle: () => Promise.allSettled(underWay),
    close: () => worker.close(),
    disconnect: () => worker.disconnect(),
  };
}
