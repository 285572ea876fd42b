import type { JobContext, TimerJob } from '../src/ports/queue.ts';
import type { Deps } from '../src/services/deps.ts';
import { lookOrder } from '../src/services/access/facts.ts';
import type { Perform } from '../src/services/access/handle-command.ts';

/** The queue `timers`: a timer only says _look_; the state and `until` decide (DESIGN §3). */
export function createTimerWorker({ store, clock }: Pick<Deps, 'store' | 'clock'>, perform: Perform) {
  return async function timer(job: TimerJob, _context: JobContext): Promise<void> {
    const access = (await store.accesses.byId(job.access))?.access;
    if (!access) return;
    await perform(lookOrder(access, clock.now()), access.id);
  };
}
