import type { Saying } from '../reader.ts';
import type { Metrics } from '../../ports/log.ts';
import type { VoidEvent } from '../audit/chain.ts';
import type { Deps } from '../deps.ts';
import type { Journal } from '../audit/journal.ts';
import { untrustedMessage } from './untrusted-message.ts';
import { inRecord, words } from '../../words/index.ts';

const mostRemembered = 1_000;

/**
 * Reports an event that is never chained: in the log each time it is met, in the record once. An event of an access makes the
 * whole access untrusted, which is reported to people as such; one that concerns no access (or a link) is told to the
 * administrators here.
 */
export function createReportVoid(
  { log }: Pick<Deps, 'log'>,
  parts: {
    readonly journal: Journal;
    readonly metrics: Pick<Metrics, 'effect'>;
    readonly tellAdministrators: (key: string, message: Saying) => Promise<void>;
  },
) {
  const told = new Set<string>();

  return async function reportVoid({ id, access, why, sentence }: VoidEvent): Promise<void> {
    const recorded = inRecord(sentence);
    log.error(
      { event: id, why },
      inRecord(() => words.reports.untrustedLog(recorded)),
    );
    const facts = { what: 'void', id, why, sentence: recorded };
    await parts.journal([{ key: `void/${id}`, event: 'refused', facts, via: 'clock' }]);
    if (access !== null || told.has(id)) return;
    if (told.size >= mostRemembered) told.clear();
    told.add(id);
    parts.metrics.effect('untrusted-event', 'failed');
    await parts.tellAdministrators(`untrusted-${id}`, () => untrustedMessage(sentence()));
  };
}

export type ReportVoid = ReturnType<typeof createReportVoid>;
