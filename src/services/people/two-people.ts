import { refuse } from '../../domain/refusal.ts';
import type { Settled } from '../../domain/refusal.ts';
import type { PersonId } from '../../domain/identity.ts';
import { countAsOne } from '../../domain/one-human.ts';
import type { Text } from '../../domain/message.ts';
import type { Deps } from '../deps.ts';
import type { Humans } from '../authority/humans.ts';
import type { Identified } from '../identity/identify.ts';
import { decidedMessage } from './decided-message.ts';
import { personRef } from '../identity/identify.ts';
import type { Journal } from '../audit/journal.ts';
import type { Notify } from '../notify/notify.ts';
import { apartKey } from '../identity/apart-key.ts';

/**
 * A Latchkey administrator’s word that two persons who count as one are two people (A7): it holds for what is requested from
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
      return refuse('not-yours', 'Only Latchkey administrators can record that. latchkey.yml names them.');
    }
    const people = await store.people.byIds([one, other]);
    const [first, second] = [one, other].map((id) => people.find((person) => person.id === id));
    if (!first || !second || one === other)
      return refuse('unknown-person', 'One of these people is no longer known here.');
    const { person: self } = actor;
    const humans = await parts.humans.of([self.id, one, other], null);
    const now = clock.now();
    if ([one, other].some((id) => countAsOne(humans, self.id, id, now))) {
      return refuse(
        'own-access',
        'You count as one person with one of them, so another Latchkey administrator has to record it.',
      );
    }
    const [a, b] = [personRef(first), personRef(second)];
    if (countAsOne({ ...humans, shared: [], typed: [] }, one, other, now)) {
      return refuse(
        'not-yours',
        `${a.label} and ${b.label} are one person by people.same in latchkey.yml. Change it there.`,
      );
    }
    const sentence = `${a.label} and ${b.label} are two people in what is requested from now on`;
    await parts.journal([
      {
        key: apartKey(one, other),
        event: 'person',
        actor: self,
        subject: a,
        facts: { what: 'two-people', one, other, sentence },
        via: actor.account.platform,
      },
    ]);
    const text: Text = [
      { person: self },
      ' recorded that ',
      { person: a },
      ' and ',
      { person: b },
      ' are two people. It counts for later requests.',
    ];
    await parts.notify.administrators(`two-people-${[one, other].sort().join('-')}`, decidedMessage(text), [
      self.id,
      one,
      other,
    ]);
    return { ok: true, sentence: `Recorded: ${sentence}.` };
  };
}

export type TwoPeople = ReturnType<typeof createTwoPeople>;
