import type { Message } from '../../domain/message.ts';
import type { TenantEvent } from '../../domain/events/index.ts';
import { parseFactKey } from '../../domain/reported.ts';
import { TryLater } from '../../ports/queue.ts';
import type { Deps } from '../deps.ts';
import { personRef } from '../identity/identify.ts';
import type { Notify } from '../notify/notify.ts';
import { decidedKey, reportOfNotice, waitsKey, waitsNotice } from './report-keys.ts';
import type { ReportEnd } from './report-message.ts';
import { reportOverMessage } from './report-message.ts';

/**
 * Edits what told the Latchkey administrators of a report that no longer waits: who decided, or that a newer one took its place,
 * and no buttons. What wasn't delivered yet never will be. Harmless at any time; an edit that fails is left to the next call.
 */
export function createCloseReports(
  { store, log }: Pick<Deps, 'store' | 'log'>,
  parts: { readonly notify: Pick<Notify, 'edit'> },
) {
  return async function closeReports(): Promise<void> {
    // What stands in a chat is read first: whatever it shows has waited by the time at which the facts are read.
    const [cards, kept] = await Promise.all([
      store.cards.unedited(waitsNotice('')),
      store.notices.named(waitsNotice('')),
    ]);
    if (cards.length + kept.length === 0) return;
    const facts = await store.facts.all();
    const waiting = new Set(facts.flatMap((fact) => (fact.waiting === null ? [] : [fact.waiting.id])));
    const isOver = (id: string) => !waiting.has(reportOfNotice(id) ?? '');
    for (const id of kept.filter(isOver)) await store.notices.done(id);
    for (const card of cards.filter(({ id }) => isOver(id))) {
      const report = reportOfNotice(card.id);
      if (report === null) continue;
      const message = await overMessage(
        report,
        facts.some(({ decided }) => decided?.id === report),
      );
      if (message === null) continue;
      await parts.notify.edit(card, message, card.shown + 1).catch((error: unknown) => {
        if (!(error instanceof TryLater)) throw error;
        log.info({ err: error, card: card.id }, 'A report’s message is edited with the next sweep');
      });
    }
  };

  /** Null: it was decided, and by whom isn't recorded yet. */
  async function overMessage(report: string, isDecided: boolean): Promise<(() => Message) | null> {
    const events = await store.journal.byKeys([waitsKey(report), decidedKey(report)]);
    const reported = events.find(({ key }) => key === waitsKey(report));
    const decided = events.find(({ key }) => key === decidedKey(report));
    if (decided === undefined && isDecided) return null;
    const end = decided === undefined ? null : await endOf(decided);
    const facts = (reported ?? decided)?.facts;
    const [fact, asOf] = [facts?.['fact'], facts?.['asOf']];
    const about = typeof fact === 'string' ? parseFactKey(fact) : null;
    const by = reported === undefined || typeof asOf !== 'number' ? null : { hook: reported.actor, asOf };
    return () => reportOverMessage(about, by, end);
  }

  async function endOf({ actor, actorId, at, facts }: TenantEvent): Promise<ReportEnd> {
    const person = actorId === null ? null : await store.people.byId(actorId);
    const by = person === null ? actor : { person: personRef(person) };
    return { verdict: facts['verdict'] === 'confirmed' ? 'confirmed' : 'refused', by, at };
  }
}

export type CloseReports = ReturnType<typeof createCloseReports>;
