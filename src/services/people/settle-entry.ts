import { notYours } from '../said.ts';
import type { Settled } from '../../domain/refusal.ts';
import type { PersonId } from '../../domain/identity.ts';
import { countAsOne } from '../../domain/one-human.ts';
import type { Deps } from '../deps.ts';
import type { Humans } from '../authority/humans.ts';
import { personRef } from '../identity/identify.ts';
import type { Identified } from '../identity/identify.ts';
import type { Journal } from '../audit/journal.ts';
import type { Notify } from '../notify/notify.ts';
import { decidedMessage } from './decided-message.ts';
import type { Entries } from '../identity/entries.ts';
import { entryKey } from '../identity/entries.ts';
import { inRecord, words } from '../../words/index.ts';

/**
 * A Latchkey administrator's word on whom an entry of `latchkey.yml` means that names a released address (A8): a person who
 * has or had it, or nobody. The first word holds, as long as the entry stands there. Nobody names themselves or whoever
 * counts as one with them.
 */
export function createSettleEntry(
  { store, directory, clock }: Pick<Deps, 'store' | 'directory' | 'clock'>,
  parts: {
    readonly entries: Entries;
    readonly humans: Humans;
    readonly journal: Journal;
    readonly notify: Pick<Notify, 'administrators'>;
    /** Gives what a member's entry gives, once. */
    readonly importMember: (key: string, person: PersonId, round: string) => Promise<void>;
  },
) {
  return async function settleEntry(
    id: string,
    chosen: PersonId | null,
    actor: Identified,
    command: string,
  ): Promise<Settled> {
    await parts.entries.refresh();
    if (!directory.isLatchkeyAdministrator(actor.emails)) {
      return notYours(() => words.peopleAnswers.onlyAdministrators.decide);
    }
    const entry = parts.entries.find(id);
    if (entry === null) return notYours(() => words.peopleAnswers.entryChanged);
    const person = chosen === null ? null : await store.people.byId(chosen);
    if (chosen !== null && !person?.addresses.some(({ address }) => address === entry.email)) {
      return notYours(() => words.peopleAnswers.neverHad(entry.email));
    }
    if (person !== null) {
      const humans = await parts.humans.of([actor.person.id, person.id], null);
      if (countAsOne(humans, actor.person.id, person.id, clock.now())) {
        return notYours(() => words.peopleAnswers.countsAsOne);
      }
    }
    const who = person === null ? null : personRef(person);
    const sentence = () => words.choices.entry.means(entry.email, entry.list, who?.label ?? null);
    await parts.journal([
      {
        key: entryKey(entry),
        event: 'roster',
        actor: actor.person,
        subject: who,
        facts: { what: inRecord(sentence), entry: entry.key, person: who?.id ?? null, by: command },
        via: actor.account.platform,
      },
    ]);
    await parts.entries.refresh();
    const [decided] = await store.journal.byKeys([entryKey(entry)]);
    if (decided?.facts['by'] !== command) {
      return notYours(() => words.peopleAnswers.faster);
    }
    if (who !== null) await parts.importMember(entry.key, who.id, entry.id);
    const text = () => words.choices.entry.decided(actor.person, entry.email, entry.list, who);
    const but = [actor.person.id, ...(who === null ? [] : [who.id])];
    await parts.notify.administrators(`entry-decided-${entry.id}`, () => decidedMessage(text()), but);
    return { ok: true, sentence: words.peopleAnswers.done(sentence()) };
  };
}

export type SettleEntry = ReturnType<typeof createSettleEntry>;
