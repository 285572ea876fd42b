import { baseline } from '../../domain/fact-brake.ts';
import { countAsOne } from '../../domain/one-human.ts';
import { notYours } from '../said.ts';
import type { Sentence } from '../said.ts';
import type { Settled } from '../../domain/refusal.ts';
import type { FactAbout, FactRecord } from '../../domain/reported.ts';
import { entriesHash, entriesIn, parseFactKey } from '../../domain/reported.ts';
import { StoreUnavailable } from '../../ports/store.ts';
import type { Deps } from '../deps.ts';
import type { Humans } from '../authority/humans.ts';
import type { Identified } from '../identity/identify.ts';
import { systemOwners } from '../identity/system-owners.ts';
import type { Journal } from '../audit/journal.ts';
import type { Notify } from '../notify/notify.ts';
import { decidedMessage } from '../people/decided-message.ts';
import { aboutWords } from '../catalogue/reports.ts';
import { inRecord, words } from '../../words/index.ts';
import type { Compare } from './change.ts';
import type { CloseReports } from './close-reports.ts';
import { counting } from './facts.ts';
import { decidedKey, waitsNotice } from './report-keys.ts';
import { reportWaitsMessage } from './report-message.ts';

export type Verdict = 'confirm' | 'refuse';
const done = { confirm: 'confirmed', refuse: 'refused' } as const;
const maxTries = 25;

/** Reports that change a lot wait for a Latchkey administrator (DESIGN §8, _In_): they are told, and one of them decides. */
export function createSettleReport(
  { store, directory, clock }: Pick<Deps, 'store' | 'directory' | 'clock'>,
  parts: {
    readonly compare: Compare;
    readonly humans: Pick<Humans, 'of'>;
    readonly journal: Journal;
    readonly notify: Pick<Notify, 'administrators'>;
    readonly closeReports: CloseReports;
  },
) {
  return { tell, settle };

  /** Tells the Latchkey administrators what waits, each report once, and edits what told of one that doesn't any more. */
  async function tell(): Promise<void> {
    for (const record of await store.facts.all()) {
      const about = parseFactKey(record.key);
      if (record.waiting === null || about === null) continue;
      const { waiting } = record;
      const before = baseline(record, waiting.at) ?? entriesIn(directory.file, about) ?? [];
      const change = await parts.compare.between(about, before, waiting.entries);
      await parts.notify.administrators(waitsNotice(waiting.id), () => reportWaitsMessage(about, waiting, change));
    }
    await parts.closeReports();
  }

  /** Carries out a decision once: the first one holds, and the same command comes to the same. */
  async function settle(id: string, verdict: Verdict, actor: Identified, command: string): Promise<Settled> {
    if (!directory.isLatchkeyAdministrator(actor.emails)) return notYours(() => words.inbound.decided.notAdministrator);
    for (let attempt = 0; attempt < maxTries; attempt++) {
      const records = await store.facts.all();
      const earlier = records.find(({ decided }) => decided?.id === id);
      if (earlier?.decided?.by === command) return finished(earlier, id, done[verdict], actor);
      if (earlier !== undefined) return notYours(() => words.inbound.decided.faster);
      const record = records.find(({ waiting }) => waiting?.id === id);
      const about = record === undefined ? null : parseFactKey(record.key);
      if (record === undefined || record.waiting === null || about === null)
        return notYours(() => words.inbound.decided.over);
      const no = await whyNot(about, record, actor);
      if (no !== null) return notYours(no);
      const next = decidedRecord(about, record, verdict, command);
      if (await store.facts.write(record.version, next)) return finished(next, id, done[verdict], actor);
    }
    throw new StoreUnavailable('too many writers at once about one report');
  }

  function decidedRecord(about: FactAbout, record: FactRecord, verdict: Verdict, by: string): FactRecord {
    const { waiting, ...rest } = record;
    const base = { ...rest, version: record.version + 1, waiting: null };
    if (waiting === null) return base;
    const { id, ...report } = waiting;
    const decided = { id, by, verdict: done[verdict] };
    if (verdict === 'refuse') return { ...base, decided };
    const now = clock.now();
    const file = entriesHash(entriesIn(directory.file, about) ?? []);
    return { ...base, ...counting(record, report, now), file, confirmedAt: now, decided };
  }

  /**
   * Why somebody may not decide about a report: they run its system, or it named them; whoever counts as one with them either
   * (A7). Null: they may.
   */
  async function whyNot(about: FactAbout, record: FactRecord, actor: Identified): Promise<Sentence | null> {
    const { waiting, current } = record;
    if (waiting === null) return () => words.inbound.decided.over;
    const hook = directory.catalogue.inbound?.find(({ id }) => id === waiting.hook);
    const owners = await systemOwners(store, hook?.owners ?? []);
    const inFile = new Set(entriesIn(directory.file, about) ?? []);
    const reported = [...waiting.entries, ...(current?.hook === waiting.hook ? current.entries : [])];
    const named = [
      ...(await parts.compare.peopleIn(
        about,
        reported.filter((entry) => !inFile.has(entry)),
      )),
    ];
    const humans = await parts.humans.of([actor.person.id, ...owners, ...named], null);
    const isOne = (person: string) => countAsOne(humans, actor.person.id, person, clock.now());
    if (owners.some(isOne) || hook?.owners.some((one) => actor.emails.includes(one)))
      return () => words.inbound.decided.owner;
    return named.some(isOne) ? () => words.inbound.decided.addedByIt : null;
  }

  async function finished(
    { key }: FactRecord,
    id: string,
    verdict: 'confirmed' | 'refused',
    actor: Identified,
  ): Promise<Settled> {
    const about = parseFactKey(key);
    const what = () => (about === null ? key : aboutWords(about));
    await parts.journal([
      {
        key: decidedKey(id),
        event: 'roster',
        actor: actor.person,
        facts: {
          what: inRecord(() => words.inbound.decided.recorded(what(), verdict)),
          fact: key,
          report: id,
          verdict,
        },
        via: actor.account.platform,
      },
    ]);
    const text = () => [{ person: actor.person }, words.inbound.decided.told(what(), verdict)];
    await parts.notify.administrators(`report-decided-${id}`, () => decidedMessage(text()), [actor.person.id]);
    return { ok: true, sentence: words.inbound.decided.done(what(), verdict) };
  }
}

export type SettleReport = ReturnType<typeof createSettleReport>;
