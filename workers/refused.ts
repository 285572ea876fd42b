import type { Message } from '../src/domain/message.ts';
import { cut } from '../src/domain/cut.ts';
import type { Clock } from '../src/ports/clock.ts';
import type { Log, Metrics } from '../src/ports/log.ts';
import type { JobFault, RefusedJob } from '../src/ports/queue.ts';
import type { Notify } from '../src/services/notify/notify.ts';
import { words } from '../src/words/index.ts';

export interface RefusedParts {
  readonly metrics: Pick<Metrics, 'jobRefused'>;
  readonly administrators: Notify['administrators'];
}

const dayMs = 86_400_000;

/**
 * A job in Redis that nobody commanded: logged, counted, and told to the Latchkey administrators once a day (DESIGN §4,
 * _Trust_). Nothing in it is answered or looked up.
 */
export function createRefused({ clock, log }: { readonly clock: Clock; readonly log: Log }, parts: RefusedParts) {
  return async function refused({ queue, job, name, fault }: RefusedJob): Promise<void> {
    log.error(
      { queue, job: cut(job, 100), name: cut(name, 100), fault },
      'A job in Redis was refused and put among the dead letters',
    );
    parts.metrics.jobRefused(queue, fault);
    await parts.administrators(`refused-job-${Math.floor(clock.now() / dayMs)}`, () => notice(queue, fault));
  };
}

function notice(queue: string, fault: JobFault): Message {
  const texts = words.reports.refusedJob;
  return {
    summary: texts.title,
    tone: 'bad',
    title: texts.title,
    blocks: [
      { kind: 'text', text: texts.text(queue, texts.because[fault]) },
      { kind: 'note', text: [texts.note] },
    ],
  };
}
