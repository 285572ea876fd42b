import type { JobContext, TimerJob } from '../src/ports/queue.ts';
import type { CheckDue } from '../src/services/access/check-due.ts';

/** The queue `timers`: a timer only says _look_; the state and `until` decide (DESIGN §3). */
export function createTimerWorker(checkDue: Pick<CheckDue, 'one'>) {
  return async function timer(job: TimerJob, _context: JobContext): Promise<void> {
    await checkDue.one(job.access);
  };
}
