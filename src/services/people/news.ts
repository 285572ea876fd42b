import type { PersonEvent } from '../../domain/events/index.ts';
import { personFacts } from '../../domain/events/index.ts';
import type { PersonId } from '../../domain/identity.ts';
import { accountKey } from '../../domain/identity.ts';
import type { Message, Text } from '../../domain/message.ts';
import type { WaitingPerson } from '../../domain/person.ts';
import { decidedMessage } from './decided-message.ts';
import { words } from '../../words/index.ts';

/** What the Latchkey administrators are told, once by its key. */
export interface PeopleNews {
  readonly key: string;
  readonly message: () => Message;
  /** Who isn't told: whoever decided, and whom it concerns. */
  readonly but: readonly PersonId[];
}

/**
 * What an event of a person is news of: what waits for an administrator since then (again only if it waits a second time),
 * and what an administrator decided. Pure.
 */
export function newsOf(person: PersonId, event: PersonEvent): readonly PeopleNews[] {
  const changes = personFacts(event.facts)?.changes ?? [];
  return changes.flatMap((change): PeopleNews[] => {
    if (change.change === 'waits') {
      const { waiting } = change;
      const but = [person, ...(waiting.person === null ? [] : [waiting.person])];
      return [{ key: `waits-${waiting.id}-${waiting.since}`, message: () => waitsMessage(waiting), but }];
    }
    if (change.change !== 'settled' || event.actorId === null) return [];
    const make = decided(event);
    const key = `settled-${change.waiting}-${event.at}`;
    return make === null ? [] : [{ key, message: () => decidedMessage(make()), but: [person, event.actorId] }];
  });
}

/** What started to wait with an event. Pure. */
export function waitsIn({ facts }: PersonEvent): readonly WaitingPerson[] {
  const changes = personFacts(facts)?.changes ?? [];
  return changes.flatMap((change) => (change.change === 'waits' ? [change.waiting] : []));
}

/** For a Latchkey administrator: something waits for one of them. */
function waitsMessage({ name, account, oldEmail, newEmail, why, since }: WaitingPerson): Message {
  const texts = words.choices;
  const what = why === 'changed' ? texts.emailChanged(oldEmail, newEmail) : texts.emailTaken(newEmail, []);
  return {
    summary: texts.waitsSummary(name),
    tone: 'waiting',
    title: texts.waitsTitle,
    blocks: [
      { kind: 'text', text: texts.pending(name, accountKey(account), what, since, []) },
      { kind: 'note', text: texts.waitsNote() },
    ],
    buttons: [{ label: texts.showPending, style: 'primary', command: 'people', args: {} }],
  };
}

/** What an administrator decided about what waited; null: nothing that the others have to know. */
function decided({ actor, actorId, facts }: PersonEvent): (() => Text) | null {
  if (actorId === null) return null;
  const { account, to, what } = facts;
  const by = { person: { id: actorId, label: actor } };
  switch (what) {
    case 'confirmed':
      return () => words.choices.confirmed(by, shown(to), shown(account));
    case 'rejected':
      return () => words.choices.rejected(by, shown(to), shown(account));
    case 'separated':
      return () => words.choices.separated(by, shown(to), shown(account));
    default:
      return null;
  }
}

function shown(value: unknown): string {
  return typeof value === 'string' ? value : 'unknown';
}
