import { refuse } from '../said.ts';
import type { Settled } from '../../domain/refusal.ts';
import type { PersonId } from '../../domain/identity.ts';
import { countAsOne } from '../../domain/one-human.ts';
import type { Deps } from '../deps.ts';
import type { Humans } from '../authority/humans.ts';
import type { Identified } from '../identity/identify.ts';
import { decidedMessage } from './decided-message.ts';
import { personRef } from '../identity/identify.ts';
import type { Journal } from '../audit/journal.ts';
import type { Notify } from '../notify/notify.ts';
import { apartKey } from '../identity/apart-key.ts';
import { inRecord, words } from '../../words/index.ts';

/**
 * A Latchkey administrator records that two persons who count as one are two people (A7): it holds for what is requested from
 * then on. Not by somebody who counts as one with either. Recorded once; the other administrators are told.
 */
export function createTwoPeople(
  { store, directory, clock }: Pick<Deps, 'store' | 'directory' | 'clock'>,
  parts: {
    readonly humans: Humans;
    readonly journal: Journal;
    readonly notify: Pick<Notify, 'administrators'>;
  },
) {
  return async function twoPeople(one: PersonId, other: PersonId, actor: Identified): Promise<Settled> {
    if (!directory.isLatchkeyAdministrator(actor.emails)) {
      return refuse('not-yours', () => words.peopleAnswers.onlyAdministrators.record);
    }
    const people = await store.people.byIds([one, other]);
    const [first, second] = [one, other].map((id) => people.find((person) => person.id === id));
    if (!first || !second || one === other) return refuse('unknown-person', () => words.peopleAnswers.unknownPerson);
    const { person: self } = actor;
    const humans = await parts.humans.of([self.id, one, other], null);
    const now = clock.now();
    if ([one, other].some((id) => countAsOne(humans, self.id, id, now))) {
      return refuse('own-access', () => words.peopleAnswers.ownPair);
    }
    const [a, b] = [personRef(first), personRef(second)];
    if (countAsOne({ ...humans, shared: [], typed: [] }, one, other, now)) {
      return refuse('not-yours', () => words.peopleAnswers.onePersonByFile(a.label, b.label));
    }
    const sentence = () => words.peopleAnswers.twoPeople(a.label, b.label);
    await parts.journal([
      {
        key: apartKey(one, other),
        event: 'person',
        actor: self,
        subject: a,
        facts: { what: 'two-people', one, other, sentence: inRecord(sentence) },
        via: actor.account.platform,
      },
    ]);
    const text = () => words.peopleAnswers.twoPeopleNotice(self, a, b);
    await parts.notify.administrators(`two-people-${[one, other].sort().join('-')}`, () => decidedMessage(text()), [
      self.id,
      one,
      other,
    ]);
    return { ok: true, sentence: words.peopleAnswers.done(sentence()) };
  };
}

export type TwoPeople = ReturnType<typeof createTwoPeople>;
