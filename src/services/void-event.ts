import type { Deps } from './deps.ts';
import type { Journal } from './journal.ts';
import type { VoidEvent } from './chain.ts';

/** Records an event that is never chained, once, and says so in the log each time it is met. */
export function createReportVoid({ log }: Pick<Deps, 'log'>, journal: Journal) {
  return async function reportVoid({ id, why, sentence }: VoidEvent): Promise<void> {
    log.error({ event: id, why }, `${sentence} Run latchkey audit verify.`);
    await journal([{ key: `void/${id}`, event: 'refused', facts: { what: 'void', id, why, sentence }, via: 'clock' }]);
  };
}
