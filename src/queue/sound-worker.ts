import { Worker } from 'bullmq';
import type { BackoffOptions, BackoffStrategy, Job, JobJson, JobsOptions } from 'bullmq';

/** How a job that failed waits, as BullMQ knows it: `boundedBackoff`, from a first pause in ms. */
export function boundedFrom(delay: number): BackoffOptions {
  return { type: 'bounded', delay };
}
/** A pause is up to so much shorter, so that what failed together isn't tried together. */
const jitter = 0.3;

/** Pauses that double from the job's first one (`backoff.delay`, in ms) up to `longestMs`, less up to 30 %. */
export function boundedBackoff(longestMs: number): BackoffStrategy {
  return (attemptsMade, _type, _error, job) => {
    const backoff = job?.opts.backoff;
    const first = typeof backoff === 'object' ? (backoff.delay ?? 0) : 0;
    const pause = Math.min(longestMs, first * 2 ** (attemptsMade - 1));
    return Math.round(pause * (1 - jitter * Math.random()));
  };
}

/**
 * A worker that takes nothing from a stored job but its name, data and tries. Whoever can write to Redis can't have it run
 * under another id, made to repeat, kept after it is done, or hung on another job.
 */
export class SoundWorker<T> extends Worker<T, void> {
  protected override createJob(stored: JobJson, id: string): Job<T, void> {
    const { repeatJobKey: _repeat, parent: _parent, parentKey: _parentKey, ...job } = stored;
    return super.createJob(
      {
        ...job,
        id,
        // Missing where only an id was put there.
        name: typeof job.name === 'string' ? job.name : '',
        opts: soundOptions(job.opts),
        attemptsMade: count(job.attemptsMade, 0, 1_000) ?? 0,
      },
      id,
    );
  }
}

function soundOptions(given: JobsOptions | undefined): JobsOptions {
  const backoff = typeof given?.backoff === 'object' ? given.backoff : undefined;
  return {
    attempts: count(given?.attempts, 1, 100) ?? 1,
    backoff: boundedFrom(count(backoff?.delay, 0, 60_000) ?? 500),
    removeOnComplete: true,
    removeOnFail: true,
    stackTraceLimit: 1,
  };
}

function count(value: unknown, least: number, most: number): number | null {
  return typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most ? value : null;
}
