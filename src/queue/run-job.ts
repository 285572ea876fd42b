import { DelayedError } from 'bullmq';
import type { Job } from 'bullmq';
import type { Log } from '../ports/log.ts';
import type { JobContext } from '../ports/queue.ts';
import { asTryLater } from '../ports/unavailable.ts';

export interface Runner<T> {
  run(payload: T, context: JobContext): Promise<void>;
  gaveUp(payload: T, error: Error): Promise<void>;
  readonly log: Log;
  readonly reportPauseMs: number;
  /** Told how each try ended; `name` is the job's. */
  ended?(name: string, outcome: 'done' | 'failed' | 'later'): void;
}

/**
 * One try of one job. While a store, Redis or a chat can't be asked, the job is put back without using up a try, however
 * often; the same with TryLater. When the last try fails, that is reported before the job is let go, so that a process
 * killed in between reports again rather than never; while it cannot be reported, the job stays and comes again.
 */
export async function runJob<T>(job: Job, payload: T, token: string | undefined, runner: Runner<T>): Promise<void> {
  const attempt = job.attemptsMade + 1;
  const last = attempt >= (job.opts.attempts ?? 1);
  try {
    await runner.run(payload, { attempt, last });
    runner.ended?.(job.name, 'done');
  } catch (thrown) {
    const later = asTryLater(thrown);
    if (later) {
      runner.ended?.(job.name, 'later');
      runner.log.debug({ err: later, job: job.id, name: job.name }, 'A job waits');
      return await putBack(job, token, later.ms);
    }
    const error = thrown instanceof Error ? thrown : new Error(String(thrown));
    runner.ended?.(job.name, 'failed');
    runner.log.warn({ err: error, job: job.id, name: job.name, attempt, last }, 'A try of a job failed');
    if (last) await report(job, payload, token, error, runner);
    throw error;
  }
}

async function report<T>(
  job: Job,
  payload: T,
  token: string | undefined,
  error: Error,
  runner: Runner<T>,
): Promise<void> {
  try {
    await runner.gaveUp(payload, error);
  } catch (problem) {
    runner.log.error({ err: problem, job: job.id }, 'Giving up a job could not be reported; it comes again');
    await putBack(job, token, runner.reportPauseMs);
  }
}

async function putBack(job: Job, token: string | undefined, ms: number): Promise<never> {
  await job.moveToDelayed(Date.now() + Math.max(0, ms), token);
  throw new DelayedError();
}
