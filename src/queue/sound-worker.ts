import { Worker } from 'bullmq';
import type { Job, JobJson, JobsOptions } from 'bullmq';

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
    backoff: { type: 'exponential', delay: count(backoff?.delay, 0, 60_000) ?? 500, jitter: 0.3 },
    removeOnComplete: true,
    removeOnFail: true,
    stackTraceLimit: 1,
  };
}

function count(value: unknown, least: number, most: number): number | null {
  return typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most ? value : null;
}
