import type { Metrics } from '../../ports/log.ts';
import type { Deps } from '../deps.ts';
import type { Journal } from '../audit/journal.ts';
import type { Notify } from './notify.ts';
import { untrustedMessage } from './untrusted-message.ts';
import { inRecord, words } from '../../words/index.ts';

const dayMs = 86_400_000;
const mostRemembered = 1_000;

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
      const said = () => words.reports.untrustedAccess(id, words.reports.untrustedBecause[why]);
      const sentence = inRecord(said);
      log.error(
        { access: id, why },
        inRecord(() => words.reports.untrustedLog(sentence)),
      );
      parts.metrics.effect('untrusted-access', 'failed');
      await parts.journal([
        { key: `void/${id}`, event: 'refused', facts: { what: 'void', id, why, sentence }, via: 'clock' },
      ]);
      await parts.notify.administrators(key, () => untrustedMessage(said()));
    }
  };
}

export type ReportDoubts = ReturnType<typeof createReportDoubts>;
