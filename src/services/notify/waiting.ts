import type { PersonId } from '../../domain/identity.ts';
import type { WaitingNotice } from '../../ports/messages.ts';
import type { Deps } from '../deps.ts';
import { everyOne } from '../every-one.ts';
import { words } from '../../words/index.ts';
import type { Delivery } from './deliver.ts';
import type { ReportVoid } from './void-event.ts';

const dayMs = 86_400_000;
/** How long a notice is tried before it's shown with the person's next answer instead. */
const wantedMs = dayMs;
const firstPauseMs = 2_000;
const longestPauseMs = 60_000;
/** Notices delivered by one job, and shown with one answer. */
const batch = 50;
const mostShown = 3;
/** People whose undelivered notices are remembered, to be shown with their next answer. */
const mostLate = 1_000;

/** Notices that couldn't be delivered at once: tried for 24 hours, and then shown with the person's next answer. */
export function createWaitingNotices(
  { store, clock }: Pick<Deps, 'store' | 'clock'>,
  parts: {
    readonly deliver: (waiting: WaitingNotice) => Promise<Delivery>;
    readonly reportVoid: ReportVoid;
  },
) {
  /** Persons with undelivered notices, as last read. */
  let late: ReadonlySet<PersonId> = new Set();

  /** Somebody else wrote it, and could make a person press what does something else than it says (A9). */
  async function drop({ id }: WaitingNotice): Promise<void> {
    const sentence = () => words.reports.untrustedNotice(id);
    await parts.reportVoid({ id: `notice/${id}`, access: null, why: 'not-ours', sentence });
    await store.notices.drop(id);
  }

  async function deliverAgain(waiting: WaitingNotice): Promise<void> {
    if (waiting.distrust !== undefined) return drop(waiting);
    const outcome = await parts.deliver(waiting);
    if (outcome !== 'later') return store.notices.done(waiting.id);
    const now = clock.now();
    const pause = Math.min(longestPauseMs, firstPauseMs * 2 ** waiting.tries);
    await store.notices.postpone(waiting.id, now - waiting.at >= wantedMs ? null : now + pause);
  }

  return {
    /** Keeps a notice to be tried again. */
    keep: (notice: Omit<WaitingNotice, 'at' | 'nextAt' | 'tries' | 'distrust'>, at: number) =>
      store.notices.keep({ ...notice, at, nextAt: at + firstPauseMs, tries: 0 }),

    /** Tries the notices that are due. */
    async deliverDue(): Promise<void> {
      const due = await store.notices.due(clock.now(), batch);
      await everyOne(due, deliverAgain);
    },

    /** Reads who has notices that couldn't be delivered; called often by every process that answers. */
    async refreshLate(): Promise<void> {
      late = new Set(await store.notices.late(mostLate));
    },

    isAnyLate: (): boolean => late.size > 0,

    /** What couldn't be delivered to a person before, to be shown with an answer. */
    async missed(person: PersonId): Promise<readonly WaitingNotice[]> {
      if (!late.has(person)) return [];
      const found = await store.notices.lateOf(person, mostShown);
      await everyOne(
        found.filter(({ distrust }) => distrust !== undefined),
        drop,
      );
      return found.filter(({ distrust }) => distrust === undefined);
    },

    /** Those have been shown. */
    async seen(notices: readonly WaitingNotice[]): Promise<void> {
      for (const { id } of notices) await store.notices.done(id);
    },
  };
}
