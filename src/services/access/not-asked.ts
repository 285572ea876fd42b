import type { Access } from '../../domain/access.ts';
import { startAsk } from '../../domain/access.ts';
import { standingAskers } from '../../domain/askers.ts';
import { refusals } from '../../domain/refusals.ts';
import type { Settled } from '../../domain/refusal.ts';
import { words } from '../../words/index.ts';
import type { Journal } from '../audit/journal.ts';
import type { Deps } from '../deps.ts';
import type { Identified } from '../identity/identify.ts';
import type { Notify } from '../notify/notify.ts';
import { barredKey } from './barred.ts';
import type { Perform } from './handle-command.ts';

/** How the command came. */
interface Come {
  readonly id: string;
  readonly delivery: string;
  readonly heardAt: number;
  readonly via: string;
}

/**
 * _This wasn't me_: a person says that they hadn't asked for what a system requested for them. Everything that the system
 * asked for there is withdrawn, it can't request it for them for a day, and the Latchkey administrators are told. May be done
 * again harmlessly.
 */
export function createNotAsked(
  { store, clock }: Pick<Deps, 'store' | 'clock'>,
  parts: { readonly perform: Perform; readonly journal: Journal; readonly notify: Pick<Notify, 'administrators'> },
) {
  return async function notAsked(id: string, by: string, actor: Identified, come: Come): Promise<Settled> {
    const access = (await store.accesses.byId(id))?.access;
    if (access === undefined) return { ok: false, refusal: refusals.unknownAccess(id) };
    const { person: subject, entitlement } = access;
    if (subject.id !== actor.person.id) return { ok: false, refusal: refusals.notYours() };
    if (!asks(access, by)) return { ok: true, sentence: words.systems.notMeNothing };
    const now = clock.now();
    // First: nothing that it requests in between is left.
    await parts.journal([
      {
        key: barredKey(by, subject.id, entitlement, now),
        event: 'barred',
        actor: actor.person,
        subject,
        entitlement,
        facts: { system: by, access: id },
        via: come.via,
      },
    ]);
    const order = { ...come, actor, subject, entitlement, text: null };
    const { events, refusal, again } = await parts.perform({ ...order, command: { name: 'withdraw', by } }, access);
    if (events.length === 0 && !again) {
      return refusal === null ? { ok: true, sentence: words.systems.notMeNothing } : { ok: false, refusal };
    }
    await parts.notify.administrators(`not-asked-${id}-${events[0]?.n ?? 0}`, () => ({
      summary: words.systems.notMeReportTitle,
      tone: 'bad',
      title: words.systems.notMeReportTitle,
      blocks: [{ kind: 'text', text: words.systems.notMeReport(subject, by, entitlement, id) }],
    }));
    return { ok: true, sentence: words.systems.notMeDone(by) };
  };
}

export type NotAsked = ReturnType<typeof createNotAsked>;

/** Whether a system asked, also where it withdrew since: whoever repeats the command gets its first outcome. */
function asks(access: Access, by: string): boolean {
  const ask = startAsk(access);
  if (ask === null) return false;
  return [...standingAskers(ask), ...(ask.others ?? []), ask].some((one) => one.by.id === by);
}
