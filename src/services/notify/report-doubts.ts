import type { Distrust } from '../../domain/access.ts';
import type { Metrics } from '../../ports/log.ts';
import type { Deps } from '../deps.ts';
import type { Journal } from '../audit/journal.ts';
import type { Notify } from './notify.ts';
import { untrustedMessage } from './untrusted-message.ts';

const dayMs = 86_400_000;
const mostRemembered = 1_000;

const reasons: Record<Distrust, string> = {
  'not-ours': 'it has an event that Latchkey didn’t write',
  moved: 'it’s a copy, or was moved',
  'set-back': 'it was set back, and the record knows of later events',
  void: 'it has an event that was dated in the future',
  changed: 'it is stored differently from what its events say',
};

/**
 * Reports the accesses that this process read and can't trust (A9): in the log, the record, the metrics, and to the Latchkey
 * administrators, each access once a day.
 */
export function createReportDoubts(
  { store, clock, log }: Pick<Deps, 'store' | 'clock' | 'log'>,
  parts: {
    readonly journal: Journal;
    readonly notify: Pick<Notify, 'administrators'>;
    readonly metrics: Pick<Metrics, 'effect'>;
  },
) {
  const reported = new Set<string>();

  return async function reportDoubts(): Promise<void> {
    for (const { id, why } of store.accesses.takeDoubts()) {
      const key = `untrusted-${id}-${Math.floor(clock.now() / dayMs)}`;
      if (reported.has(key)) continue;
      if (reported.size >= mostRemembered) reported.clear();
      reported.add(key);
      const sentence = `Access ${id} was changed outside Latchkey: ${reasons[why]}. It gives nothing, and nothing is done with it.`;
      log.error({ access: id, why }, `${sentence} Run latchkey audit verify.`);
      parts.metrics.effect('untrusted-access', 'failed');
      await parts.journal([
        { key: `void/${id}`, event: 'refused', facts: { what: 'void', id, why, sentence }, via: 'clock' },
      ]);
      await parts.notify.administrators(key, untrustedMessage(sentence));
    }
  };
}

export type ReportDoubts = ReturnType<typeof createReportDoubts>;
