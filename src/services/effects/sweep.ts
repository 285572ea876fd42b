import type { Deps } from '../deps.ts';
import type { Entries } from '../identity/entries.ts';
import type { RecordPeople } from '../identity/record-people.ts';
import type { Notify } from '../notify/notify.ts';
import type { RefusedRecord } from '../access/record-refusal.ts';
import type { ReportDoubts } from '../notify/report-doubts.ts';

/** Effects younger than this are left to the job that was put on the queue for them. */
const graceMs = 3_000;
const batch = 200;

/**
 * Finds what was written but not done, from MongoDB alone (DESIGN §4): what Redis forgot is put on the queue again. Harmless at any time and from any number of workers. Returns how many jobs it added.
 */
export function createSweep(
  { store, queue, clock, directory, chats }: Pick<Deps, 'store' | 'queue' | 'clock' | 'directory' | 'chats'>,
  recordPeople: RecordPeople,
  parts: {
    readonly notify: Pick<Notify, 'refreshLate'>;
    readonly refusedRecord: Pick<RefusedRecord, 'recordCounts'>;
    readonly reportDoubts: ReportDoubts;
    readonly entries: Pick<Entries, 'refresh'>;
    /** Has deliveries worked on that are due; gives how many lanes there were. */
    readonly dueDeliveries: () => Promise<number>;
    /** Edits what still shows a report as waiting. */
    readonly closeReports: () => Promise<void>;
  },
) {
  return async function sweep(): Promise<number> {
    const now = clock.now();
    const people = await recordPeople();
    await parts.refusedRecord.recordCounts();
    await parts.entries.refresh();
    const [unsent, chained, head] = await Promise.all([
      store.accesses.unsent(now - graceMs, batch),
      store.chain.chainedN(null),
      store.chain.head(),
    ]);
    for (const { id, n } of unsent) await queue.effect({ name: 'outbox', access: id }, `outbox-${id}-${n}`);
    const targets = await store.targets.due(now, batch);
    for (const id of targets) await queue.effect({ name: 'converge', target: id }, `converge-${id}`);
    await store.links.unanswered(now, batch);
    const lanes = await parts.dueDeliveries();
    const links = await store.links.agreed(now - graceMs, 1);
    if (links.length > 0) await queue.effect({ name: 'links' }, 'links-swept');
    const journal = await store.journal.after(chained, 1);
    if (journal.length > 0) await queue.effect({ name: 'journal' }, 'journal-swept');
    const behind = await isBehind(head?.seq ?? 0);
    if (behind) await queue.effect({ name: 'announce', withOlder: true }, 'announce-swept');
    const notices = await store.notices.due(now, 1);
    if (notices.length > 0) await queue.effect({ name: 'notices' }, 'notices-swept');
    const untold = await store.people.untold(1);
    if (untold.length > 0) await queue.effect({ name: 'people' }, 'people-swept');
    await store.accesses.lookForSetBack(now);
    await parts.reportDoubts();
    await parts.closeReports();
    await parts.notify.refreshLate();
    return (
      people +
      unsent.length +
      targets.length +
      lanes +
      links.length +
      journal.length +
      Number(behind) +
      notices.length +
      untold.length
    );
  };

  async function isBehind(seq: number): Promise<boolean> {
    const outdated = await store.cards.outdated(batch);
    if (outdated.some(({ platform }) => chats.has(platform))) return true;
    for (const [platform, channel] of Object.entries(directory.catalogue.channels.audit)) {
      if (!chats.has(platform)) continue;
      if ((await store.cards.unsentAudit(platform, channel)).length > 0) return true;
      const last = await store.cards.lastAudit(platform, channel, seq);
      if ((last?.to ?? (await store.cards.lastAuditTo(platform, seq))) < seq) return true;
    }
    return false;
  }
}

export type Sweep = ReturnType<typeof createSweep>;
